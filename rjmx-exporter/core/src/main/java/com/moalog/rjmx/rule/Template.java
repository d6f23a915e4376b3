package com.moalog.rjmx.rule;

import com.moalog.rjmx.regex.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text with references to what a pattern captured. Immutable. */
public final class Template {

  private static final int LARGEST_GROUP_RJMX = 12;

  private final String source;
  private final List<Part> parts;

  private Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  private sealed interface Part {}

  private record Literal(String text) implements Part {}

  private record Numbered(int group) implements Part {}

  private record Named(String name) implements Part {}

  /** Reads a template of the own dialect: what is no reference stays as it is. */
  static Template lenient(String source) {
    return new Template(source, new Reading(source, LARGEST_GROUP_RJMX).lenient());
  }

  /**
   * Reads a template as java.util.regex.Matcher reads replacements.
   *
   * @throws RuleException when it refers to a group that the pattern does not have
   */
  static Template strict(String source, Regex regex) throws RuleException {
    Template template = new Template(source, new Reading(source, regex.groups()).strict());
    List<String> missing = template.missing(regex.groups(), regex.names());
    if (!missing.isEmpty()) {
      throw new RuleException("'" + source + "' refers to a missing group " + missing.getFirst());
    }
    return template;
  }

  String source() {
    return source;
  }

  /** Whether it is the same for every match. */
  boolean isConstant() {
    return parts.stream().allMatch(part -> part instanceof Literal);
  }

  /** The groups that this refers to and that a pattern with these does not have. */
  List<String> missing(int groups, Map<String, Integer> names) {
    List<String> missing = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Numbered numbered && numbered.group() > groups) {
        missing.add("$" + numbered.group());
      } else if (part instanceof Named named && !names.containsKey(named.name())) {
        missing.add("${" + named.name() + "}");
      }
    }
    return missing;
  }

  boolean refersTo(String name) {
    return parts.stream()
        .anyMatch(part -> part instanceof Named named && named.name().equals(name));
  }

  String render(Captures captures) {
    if (parts.size() == 1 && parts.getFirst() instanceof Literal literal) {
      return literal.text();
    }
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Literal literal -> literal.text();
            case Numbered numbered -> captures.group(numbered.group());
            case Named named -> captures.group(named.name());
          });
    }
    return text.toString();
  }

  /** Takes a source apart. */
  private static final class Reading {
    private final String source;
    private final int largestGroup;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int index;

    Reading(String source, int largestGroup) {
      this.source = source;
      this.largestGroup = largestGroup;
    }

    List<Part> lenient() {
      while (index < source.length()) {
        char next = source.charAt(index++);
        if (next == '\\' && source.startsWith("$", index)) {
          literal.append('$');
          index++;
        } else if (next != '$' || !reference(true)) {
          literal.append(next);
        }
      }
      return end();
    }

    List<Part> strict() throws RuleException {
      while (index < source.length()) {
        char next = source.charAt(index++);
        if (next == '\\') {
          if (index == source.length()) {
            throw new RuleException("'" + source + "' ends with a backslash");
          }
          literal.append(source.charAt(index++));
        } else if (next != '$') {
          literal.append(next);
        } else if (!reference(false)) {
          throw new RuleException("'" + source + "' has a '$' that refers to no group");
        }
      }
      return end();
    }

    private boolean reference(boolean plainNames) {
      int start = index;
      if (start < source.length() && isDigit(source.charAt(start))) {
        return number();
      }
      int close = source.indexOf('}', start);
      if (source.startsWith("{", start) && close > start + 1) {
        String name = source.substring(start + 1, close);
        index = close + 1;
        add(isNumber(name) ? new Numbered(Integer.parseInt(name)) : new Named(name));
        return true;
      }
      int end = start;
      while (plainNames && end < source.length() && isWord(source.charAt(end))) {
        end++;
      }
      if (end == start) {
        return false;
      }
      add(new Named(source.substring(start, end)));
      index = end;
      return true;
    }

    /** As many digits as still name a group. */
    private boolean number() {
      int group = source.charAt(index++) - '0';
      while (index < source.length() && isDigit(source.charAt(index))) {
        int longer = group * 10 + (source.charAt(index) - '0');
        if (longer > largestGroup) {
          break;
        }
        group = longer;
        index++;
      }
      add(new Numbered(group));
      return true;
    }

    private void add(Part part) {
      flush();
      parts.add(part);
    }

    private void flush() {
      if (!literal.isEmpty()) {
        parts.add(new Literal(literal.toString()));
        literal.setLength(0);
      }
    }

    private List<Part> end() {
      flush();
      return parts;
    }

    private static boolean isNumber(String text) {
      return text.length() < 4 && text.chars().allMatch(next -> isDigit((char) next));
    }

    private static boolean isDigit(char next) {
      return next >= '0' && next <= '9';
    }

    private static boolean isWord(char next) {
      return isDigit(next) || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    }
  }
}
