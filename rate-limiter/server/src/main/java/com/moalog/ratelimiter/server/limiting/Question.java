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

  Request request() {
    return new Request(storageKey, rule.limit(), permits);
  }
}
