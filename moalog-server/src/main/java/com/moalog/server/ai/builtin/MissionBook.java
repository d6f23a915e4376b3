package com.moalog.server.ai.builtin;

import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.QuestionKind.Leaning;
import com.moalog.server.model.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows a concrete thing to do for every area of work and every kind of answer. Immutable. */
final class MissionBook {

  private record Page(Language language, String area, Leaning leaning) {}

  private record Template(String title, String description) {}

  private final Map<Page, Template> templates;

  private MissionBook(Map<Page, Template> templates) {
    this.templates = Map.copyOf(templates);
  }

  /** The missions that come with the server. */
  static MissionBook load() {
    Map<Page, Template> templates = new HashMap<>();
    read(Language.KO, "missions_ko.txt", templates);
    read(Language.EN, "missions_en.txt", templates);
    return new MissionBook(templates);
  }

  private static void read(Language language, String name, Map<Page, Template> into) {
    for (List<String> row : Table.rows(name, 4)) {
      into.put(
          new Page(language, row.get(0), Leaning.valueOf(row.get(1))),
          new Template(row.get(2), row.get(3)));
    }
  }

  /**
   * A mission about a topic.
   *
   * @param leaning what the answer told about it; not {@code OPEN}
   */
  Mission mission(Language language, Topic topic, Leaning leaning) {
    Template template = templates.get(new Page(language, topic.area(), leaning));
    if (template == null) {
      throw new IllegalStateException("no mission for " + topic.area() + " and " + leaning);
    }
    return new Mission(
        Phrase.with(topic.text(), template.title()),
        Phrase.with(topic.text(), template.description()));
  }
}
