package com.moalog.server.retrospect.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for the links that a retrospect refers to. */
public final class ReferenceLinks {

  /** Links of one retrospect. */
  public static final int COUNT_LIMIT = 10;

  /** UTF-8 bytes of one link. */
  public static final int LENGTH_LIMIT_BYTES = 2_048;

  private ReferenceLinks() {}

  /** Whether there are few enough links, each short enough. */
  public static boolean fit(List<String> links) {
    return links.size() <= COUNT_LIMIT
        && links.stream().allMatch(link -> link.getBytes(UTF_8).length <= LENGTH_LIMIT_BYTES);
  }

  /** Whether all links differ and each looks like one of the web. */
  public static boolean areValid(List<String> links) {
    Set<String> seen = new HashSet<>();
    return links.stream().allMatch(link -> isWebAddress(link) && seen.add(link));
  }

  private static boolean isWebAddress(String link) {
    String lower = link.toLowerCase(Locale.ROOT);
    for (String scheme : List.of("https://", "http://")) {
      if (lower.startsWith(scheme)) {
        return lower.indexOf('.', scheme.length()) >= 0;
      }
    }
    return false;
  }
}
