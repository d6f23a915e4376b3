package com.moalog.fluxpay.psp;

/** What the provider says when it is asked for its record. */
public sealed interface LookUp {

  /** The provider's record. */
  record Found(ProviderRecord record) implements LookUp {}

  /** The provider has no such record. */
  record Absent() implements LookUp {}

  /** Nothing was learnt; {@code timedOut} tells whether for lack of time. */
  record Failed(String cause, boolean timedOut) implements LookUp {}
}
