package com.moalog.server.ai.builtin;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Finds what texts are about, by the word lists of the built-in analyst. Thread-safe. */
public final class TopicWords {

  private final TopicFinder finder;

  private TopicWords(TopicFinder finder) {
    this.finder = finder;
  }

  /** With the word lists that come with the server. */
  public static TopicWords load() {
    return new TopicWords(TopicFinder.load());
  }

  /** The topics of a text in lower case, each once. */
  public Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    finder.topics(text).forEach(topic -> words.add(topic.text().toLowerCase(Locale.ROOT)));
    return words;
  }
}
