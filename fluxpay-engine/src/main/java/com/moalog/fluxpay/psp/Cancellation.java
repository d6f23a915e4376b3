package com.moalog.fluxpay.psp;

/**
 * What became of a request to give money back.
 *
 * @param outcome what may be concluded
 * @param exchange what was seen on the wire
 */
public record Cancellation(Outcome outcome, Exchange exchange) {

  /** What may be concluded about the money. */
  public sealed interface Outcome {}

  /** The provider's record carries the movement. */
  public record Returned(String transactionKey) implements Outcome {}

  /** The provider definitely refused; the money stays. */
  public record Rejected(String code, String message) implements Outcome {}

  /** The provider says it was done before; its record decides. */
  public record AlreadyDone(String code) implements Outcome {}

  /** The provider holds something else than the request was meant for; it did nothing. */
  public record OtherBalance(String code) implements Outcome {}

  /** The request provably never left; the money stays. */
  public record NotSent(String cause) implements Outcome {}

  /** The provider refused because of our own configuration; the money stays. */
  public record Misconfigured(String code) implements Outcome {}

  /** Whether the money went back is not known; only a look-up may tell. */
  public record Unknown(String cause) implements Outcome {}
}
