package com.moalog.server.retrospect.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a keyword an index of pairs of characters can find. A title that contains the keyword
 * contains each of its pairs, so asking the index for all of them leaves no such title out; it may
 * leave others in.
 */
public final class CharacterPairs {

  /** More pairs of one keyword do not narrow a search further, they only make it slower. */
  public static final int LIMIT = 8;

  private CharacterPairs() {}

  /**
   * The different pairs of neighbouring letters or digits, in order. Punctuation and blanks mean
   * something else to the index, and so do characters beyond the basic plane: they are left out.
   */
  public static List<String> of(String keyword) {
    Set<String> pairs = new LinkedHashSet<>();
    for (int first = 0; first + 1 < keyword.length() && pairs.size() < LIMIT; first++) {
      if (isIndexed(keyword.charAt(first)) && isIndexed(keyword.charAt(first + 1))) {
        pairs.add(keyword.substring(first, first + 2));
      }
    }
    return List.copyOf(pairs);
  }

  /** A half of a character beyond the basic plane is neither a letter nor a digit. */
  private static boolean isIndexed(char character) {
    return Character.isLetterOrDigit(character);
  }
}
