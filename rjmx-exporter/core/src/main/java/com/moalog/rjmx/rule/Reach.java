package com.moalog.rjmx.rule;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MBeans that a rule can mean at most, as far as its pattern tells.
 *
 * @param attribute the only attribute, or empty when it may be any
 * @param isSearched whether the pattern is searched for in a longer text
 */
public record Reach(ObjectName name, String attribute, boolean isSearched) {

  /** The reach of a rule; empty when its pattern does not tell. */
  public static Optional<Reach> of(RuleSpec rule, boolean objectNames) {
    try {
      if (objectNames && rule.isObjectName()) {
        return Optional.of(new Reach(ObjectName.parse(rule.pattern()), rule.attribute(), false));
      }
      return new Reading(rule.pattern()).reach(rule.snakeCase());
    } catch (ObjectNameException malformed) {
      return Optional.empty();
    }
  }

  /** Reads {@code domain<k=v,k=v><Attribute>...} out of a regular expression. */
  private static final class Reading {
    private static final String SPECIAL = "()[]{}*+?|^$\\";
    private final String pattern;

    Reading(String pattern) {
      this.pattern = pattern.startsWith("^") ? pattern.substring(1) : pattern;
    }

    Optional<Reach> reach(boolean anyAttribute) throws ObjectNameException {
      int start = pattern.indexOf('<');
      int close = start < 0 ? -1 : closing(start + 1);
      if (close < 0 || alternates()) {
        return Optional.empty();
      }
      String domain = pattern.substring(0, start).replace("\\.", ".");
      if (domain.isEmpty() || !isLiteral(domain)) {
        return Optional.empty();
      }
      boolean open = false;
      StringBuilder name = new StringBuilder(domain).append(':');
      for (String property : split(pattern.substring(start + 1, close))) {
        String text = property.strip();
        int equals = text.indexOf('=');
        if (equals <= 0 || !isLiteral(text.substring(0, equals))) {
          return Optional.empty();
        }
        String value = text.substring(equals + 1).replace("\\.", ".");
        name.append(name.charAt(name.length() - 1) == ':' ? "" : ",");
        boolean literal = isLiteral(value);
        open |= !literal;
        name.append(text, 0, equals).append('=').append(literal ? value : "*");
      }
      // What stands for a value may stand for further properties too.
      name.append(open ? ",*" : "");
      String attribute = anyAttribute ? "" : attribute(close + 1);
      return Optional.of(new Reach(ObjectName.parse(name.toString()), attribute, true));
    }

    /** A bar outside of all brackets lets the pattern mean two things. */
    private boolean alternates() {
      int depth = 0;
      for (int i = 0; i < pattern.length(); i++) {
        char next = pattern.charAt(i);
        if (next == '\\') {
          i++;
        } else if (next == '(') {
          depth++;
        } else if (next == ')') {
          depth--;
        } else if (next == '|' && depth == 0) {
          return true;
        }
      }
      return false;
    }

    /** The {@code >} that is in no group and no class; -1 when there is none. */
    private int closing(int from) {
      int depth = 0;
      boolean inClass = false;
      for (int i = from; i < pattern.length(); i++) {
        char next = pattern.charAt(i);
        if (next == '\\') {
          i++;
        } else if (inClass) {
          inClass = next != ']';
        } else if (next == '[') {
          inClass = true;
        } else if (next == '(') {
          depth++;
        } else if (next == ')') {
          depth--;
        } else if (next == '>' && depth == 0) {
          return i;
        }
      }
      return -1;
    }

    private static List<String> split(String properties) {
      List<String> parts = new ArrayList<>();
      int depth = 0;
      int start = 0;
      for (int i = 0; i < properties.length(); i++) {
        char next = properties.charAt(i);
        if (next == '(' || next == '[') {
          depth++;
        } else if (next == ')' || next == ']') {
          depth--;
        } else if (next == ',' && depth == 0) {
          parts.add(properties.substring(start, i));
          start = i + 1;
        }
      }
      parts.add(properties.substring(start));
      return parts;
    }

    /** The name in brackets behind the bean, when it is literal and closed. */
    private String attribute(int from) {
      int end = pattern.indexOf('>', from);
      boolean bracketed = pattern.startsWith("<", from) && end > from + 1;
      String name = bracketed ? pattern.substring(from + 1, end) : "";
      boolean optional =
          bracketed && end + 1 < pattern.length() && isRepeat(pattern.charAt(end + 1));
      return isLiteral(name) && name.indexOf('.') < 0 && !optional ? name : "";
    }

    private static boolean isRepeat(char next) {
      return next == '*' || next == '?' || next == '+' || next == '{';
    }

    private static boolean isLiteral(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
          return false;
        }
      }
      return true;
    }
  }
}
