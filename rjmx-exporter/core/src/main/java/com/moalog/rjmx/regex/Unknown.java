package com.moalog.rjmx.regex;

/**
 * A value that is not known yet, at the end of a text: a number, {@code true} or {@code false}. In
 * place of it stand two characters, so that there is a first one, one that may be missing, and an
 * end. A search that takes them for what they could be notes it as soon as it does something that
 * another value, or a longer or shorter one, might have made it do otherwise:
 *
 * <ul>
 *   <li>it asks a set that has some characters of values, and not the others;
 *   <li>it cannot do without a second character, or takes no more than so many;
 *   <li>it asks what a place within the value is like, repeats a part of it, or looks back at it.
 * </ul>
 *
 * <p>Without such a note every place within the value is as good as its end: what can be taken
 * there need not be. So the result is the same for each value, up to the bounds that lie in it.
 */
final class Unknown {

  /** Stands for a value; each of its characters for every character of {@link #ALPHABET}. */
  static final String TEXT = "00";

  private static final String ALPHABET = "0123456789+-.eINaflnrstu";

  private Unknown() {}

  /** Whether a text is a value that {@link #TEXT} stands for. */
  static boolean covers(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (ALPHABET.indexOf(value.charAt(i)) < 0) {
        return false;
      }
    }
    return !value.isEmpty();
  }

  /** Whether a set has all characters of values or none. */
  static boolean isAllOrNothing(CharSet set) {
    boolean has = set.contains(ALPHABET.charAt(0));
    for (int i = 1; i < ALPHABET.length(); i++) {
      if (set.contains(ALPHABET.charAt(i)) != has) {
        return false;
      }
    }
    return true;
  }

  /** Whether a set has no character of values. */
  static boolean isForeign(CharSet set) {
    return !set.contains(ALPHABET.charAt(0)) && isAllOrNothing(set);
  }
}
