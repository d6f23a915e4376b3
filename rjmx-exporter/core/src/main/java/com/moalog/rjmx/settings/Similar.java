package com.moalog.rjmx.settings;

import com.moalog.rjmx.text.Letters;
import java.util.Collection;

/** Guesses what somebody meant to write. */
final class Similar {

  private static final int MOST_EDITS = 3;

  private Similar() {}

  /** The candidate that takes the fewest edits, or an empty text when all take too many. */
  static String nearest(String word, Collection<String> candidates) {
    String nearest = "";
    int fewest = Math.min(MOST_EDITS, word.length() / 2) + 1;
    for (String candidate : candidates) {
      int edits = edits(Letters.lower(word), Letters.lower(candidate));
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static int edits(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
      }
      above = row;
    }
    return above[right.length()];
  }
}
