package com.moalog.ratelimiter.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One question to the limiter; without an algorithm the limiter's rule or default decides. */
record Question(String key, @Nullable LimitAlgorithm algorithm) {

  /** The path and query of this question for so many permits. */
  String at(String checkPath, long permits) {
    String query = "?key=" + encoded(key) + (permits == 1 ? "" : "&permits=" + permits);
    return algorithm == null
        ? checkPath + query
        : checkPath + query + "&algorithm=" + algorithm.name();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
