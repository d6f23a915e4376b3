package com.moalog.fluxpay.psp;

/** What the provider says when it is asked for its record. */
public sealed interface LookUp {

  /** The provider's record. */
  record Found(ProviderRecord record) implements LookUp {}

  /** The provider has no such record. */
  record Absent() implements LookUp {}

  /** Nothing was learnt. */
  record Failed(String cause, Why why) implements LookUp {

    /** What kept the provider from telling. */
    public enum Why {
      UNREACHABLE,
      TIMED_OUT,
      /** It was not asked, for too many calls were under way. */
      CROWDED
    }
  }
}
