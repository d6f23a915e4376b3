package com.moalog.ratelimiter.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One question to the limiter; without an algorithm the limiter's rule or default decides. */
record Question(String key, @Nullable LimitAlgorithm algorithm) {

  /** The address of this question for so many permits. */
  URI at(String checkAddress, long permits) {
    String query = "?key=" + encoded(key) + (permits == 1 ? "" : "&permits=" + permits);
    return URI.create(
        algorithm == null
            ? checkAddress + query
            : checkAddress + query + "&algorithm=" + algorithm.name());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
