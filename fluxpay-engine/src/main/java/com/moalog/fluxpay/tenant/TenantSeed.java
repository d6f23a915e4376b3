package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.model.TenantId;
import java.util.Optional;

/**
 * What the file of tenants says of one; what it leaves out stays as it is.
 *
 * @param rateLimit calls that change payments, per minute and user
 * @param creditEnabled whether the tenant has credit
 * @param subscriptionEnabled whether it has subscriptions
 * @param webhookUrl where it is notified until operators configure another address
 */
public record TenantSeed(
    TenantId id,
    Optional<Integer> rateLimit,
    Optional<Boolean> creditEnabled,
    Optional<Boolean> subscriptionEnabled,
    Optional<String> webhookUrl) {}
