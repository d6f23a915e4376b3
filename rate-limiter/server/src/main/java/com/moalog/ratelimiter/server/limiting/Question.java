package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;

/**
 * Whether so many permits of a key may be taken.
 *
 * @param rule which limit applies
 * @param storageKey where it is counted
 * @param permits at least 1 and at most the rule's maximum
 */
public record Question(Rule rule, StorageKey storageKey, long permits) {

  Limit limit() {
    return rule.limit();
  }

  /** What tells the key apart within its rule, as logs may show it. */
  String maskedKey() {
    String counted = ":" + rule.name() + ":";
    String name = storageKey.text();
    int start = name.indexOf(counted, storageKey.prefixLength()) + counted.length();
    boolean whole = name.startsWith(StorageKey.WHOLE_TAG, storageKey.prefixLength());
    return MaskedKey.of(
        whole ? name.substring(start + 1, name.length() - 1) : name.substring(start));
  }

  Request request() {
    return new Request(storageKey, rule.limit(), permits);
  }
}
