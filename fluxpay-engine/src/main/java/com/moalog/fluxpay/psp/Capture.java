package com.moalog.fluxpay.psp;

/**
 * What became of a request for a capture.
 *
 * @param outcome what may be concluded
 * @param exchange what was seen on the wire
 */
public record Capture(Outcome outcome, Exchange exchange) {

  /** What may be concluded about the money. */
  public sealed interface Outcome {}

  /** The money is captured, for this order and amount. */
  public record Captured(ProviderRecord record) implements Outcome {}

  /** The customer has yet to pay into the virtual account. */
  public record AwaitingDeposit(ProviderRecord record) implements Outcome {}

  /** The provider definitely refused; nothing is captured. */
  public record Declined(String code, String message) implements Outcome {}

  /**
   * The provider says it was done before; its record decides.
   *
   * @param orderPaid money was taken for the order, by this or another session, so that no repeat
   *     can have an effect
   */
  public record AlreadyDone(String code, boolean orderPaid) implements Outcome {}

  /** The request provably never left; nothing is captured. */
  public record NotSent(String cause) implements Outcome {}

  /** The provider refused because of our own configuration; nothing is captured. */
  public record Misconfigured(String code) implements Outcome {}

  /** Whether the money is captured is not known; only a look-up may tell. */
  public record Unknown(String cause) implements Outcome {}
}
