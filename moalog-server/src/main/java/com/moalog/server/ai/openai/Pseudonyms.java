package com.moalog.server.ai.openai;

import com.moalog.server.ai.model.Contributor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces members by numbers in what leaves the server, and puts their names back into what
 * returns. Immutable.
 */
final class Pseudonyms {

  private static final String PREFIX = "Teammate";
  private static final Pattern PSEUDONYM = Pattern.compile(PREFIX + "(\\d{1,4})");

  /** A shorter name might be an ordinary word. */
  private static final int SHORTEST_NAME = 2;

  private final List<Contributor> contributors;

  Pseudonyms(List<Contributor> contributors) {
    this.contributors = List.copyOf(contributors);
  }

  /** The number of the contributor at a place in the list. */
  static int numberAt(int index) {
    return index + 1;
  }

  /** The text with pseudonyms instead of names. */
  String hide(String text) {
    List<Integer> longestFirst = new ArrayList<>();
    for (int index = 0; index < contributors.size(); index++) {
      longestFirst.add(index);
    }
    longestFirst.sort(
        Comparator.comparingInt((Integer index) -> contributors.get(index).name().length())
            .reversed());
    String hidden = text;
    for (int index : longestFirst) {
      String name = contributors.get(index).name();
      if (name.length() >= SHORTEST_NAME) {
        hidden = hidden.replace(name, PREFIX + numberAt(index));
      }
    }
    return hidden;
  }

  /** The text without the pseudonyms in it. */
  static String without(String text) {
    return PSEUDONYM.matcher(text).replaceAll(" ");
  }

  /** The text with names instead of pseudonyms; unknown pseudonyms stay. */
  String reveal(String text) {
    return PSEUDONYM
        .matcher(text)
        .replaceAll(found -> {
          int index = Integer.parseInt(found.group(1)) - 1;
          boolean known = index >= 0 && index < contributors.size();
          return Matcher.quoteReplacement(known ? contributors.get(index).name() : found.group());
        });
  }
}
