package com.moalog.rjmx.objectname;

/** The {@code *} and {@code ?} of ObjectName patterns. */
final class Wildcards {

  private Wildcards() {}

  /** Whether there is a wildcard that no backslash takes its meaning from. */
  static boolean has(String pattern) {
    boolean quoted = pattern.startsWith("\"");
    for (int i = 0; i < pattern.length(); i++) {
      char next = pattern.charAt(i);
      if (next == '\\' && quoted) {
        i++;
      } else if (next == '*' || next == '?') {
        return true;
      }
    }
    return false;
  }

  /** Whether the text fits. Linear but for the last star, as usual for such patterns. */
  static boolean match(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      boolean escaped = wanted == '\\' && p + 1 < pattern.length() && pattern.charAt(0) == '"';
      if (wanted == '*' && p < pattern.length()) {
        star = p++;
        starText = t;
      } else if (escaped && text.startsWith(pattern.substring(p, p + 2), t)) {
        p += 2;
        t += 2;
      } else if (p < pattern.length() && !escaped && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
