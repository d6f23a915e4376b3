package com.moalog.rjmx.http;

import com.moalog.rjmx.text.Letters;
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

  /** Whether the answer may come in gzip (RFC 9110, section 12.5.3). */
  public boolean acceptsGzip() {
    String codings = header("accept-encoding").orElse("");
    int start = 0;
    while (start < codings.length()) {
      int comma = codings.indexOf(',', start);
      int end = comma < 0 ? codings.length() : comma;
      String one = codings.substring(start, end);
      int semicolon = one.indexOf(';');
      String coding = semicolon < 0 ? one : one.substring(0, semicolon);
      if (Letters.same(coding.trim(), "gzip")) {
        return semicolon < 0 || !isZero(one.substring(semicolon + 1));
      }
      start = end + 1;
    }
    return false;
  }

  /** {@code q=0} in any spelling: then the coding is not wanted. */
  private static boolean isZero(String parameter) {
    String weight = parameter.trim();
    boolean zero = Letters.same(weight.substring(0, Math.min(2, weight.length())), "q=");
    for (int i = 2; zero && i < weight.length(); i++) {
      zero = weight.charAt(i) == '0' || weight.charAt(i) == '.';
    }
    return zero;
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
