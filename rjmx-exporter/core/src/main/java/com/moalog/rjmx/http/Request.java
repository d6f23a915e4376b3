package com.moalog.rjmx.http;

import java.util.Optional;

/**
 * A request as the server understood it.
 *
 * @param path without the query, still percent-encoded
 * @param query without the question mark; empty when there is none
 * @param head the header lines, each ended by a line feed, names in lower case
 */
public record Request(String method, String path, String query, String head) {

  /** The first value of a header; the name in lower case. */
  public Optional<String> header(String name) {
    return Heads.value(head, name);
  }

  /** The first value of a query parameter, percent-decoded. */
  public Optional<String> parameter(String name) {
    int start = 0;
    while (start < query.length()) {
      int ampersand = query.indexOf('&', start);
      int end = ampersand < 0 ? query.length() : ampersand;
      int equals = query.indexOf('=', start);
      if (equals > 0 && equals < end && query.substring(start, equals).equals(name)) {
        return Optional.of(Percent.decode(query.substring(equals + 1, end)));
      }
      start = end + 1;
    }
    return Optional.empty();
  }
}
