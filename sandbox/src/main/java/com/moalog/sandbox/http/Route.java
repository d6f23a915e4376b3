package com.moalog.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method and a path with placeholders, such as {@code /v1/payments/{paymentKey}/cancel}, and who
 * answers there. Immutable.
 */
public record Route(String method, String path, Action action) {

  /** Answers a request whose path gave the values of the placeholders, in order. */
  @FunctionalInterface
  public interface Action {

    Answer answer(Request request, List<String> placeholders);
  }

  /** The values of the placeholders if {@code actual} is such a path. */
  Optional<List<String>> match(String actual) {
    String[] wanted = path.split("/", -1);
    String[] given = actual.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
        values.add(given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(values));
  }
}
