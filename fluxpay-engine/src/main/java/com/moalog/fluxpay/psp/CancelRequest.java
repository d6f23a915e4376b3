package com.moalog.fluxpay.psp;

import com.moalog.fluxpay.model.Money;
import java.math.BigDecimal;

/**
 * Which money is to go back.
 *
 * @param paymentKey the provider's name of the captured payment
 * @param amount how much of it
 * @param balance what is left of the payment as far as we know. The provider refuses when something
 *     else is left. A balance only falls, so of several requests that know the same one a single
 *     one has an effect, even when another arrives long after everybody has given it up
 * @param tag ends the reason, so that the provider's record tells whose movement it is
 * @param reason for the customer's statement
 * @param idempotencyKey a repeat under the same key has the same effect and answer
 */
public record CancelRequest(
    String paymentKey,
    Money amount,
    BigDecimal balance,
    String tag,
    String reason,
    String idempotencyKey) {}
