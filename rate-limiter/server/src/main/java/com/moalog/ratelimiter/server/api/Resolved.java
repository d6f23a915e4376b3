package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.limiting.Question;

/** What a request turned out to mean. */
sealed interface Resolved {

  /**
   * It can be decided.
   *
   * @param key the caller's, as sent
   * @param algorithm the name to echo
   */
  record Accepted(String key, String algorithm, Rule rule, StorageKey storageKey, long permits)
      implements Resolved {

    Question question() {
      return new Question(rule, storageKey, permits);
    }
  }

  /** It cannot. */
  record Refused(Refusal refusal) implements Resolved {}
}
