package com.moalog.rjmx.settings;

import com.moalog.rjmx.text.Letters;
import com.moalog.rjmx.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A mapping of the file while it is read: it remembers which keys were asked for, and tells about
 * the others at the end.
 */
final class Section {

  private final String path;
  private final Map<String, YamlNode> entries;
  private final Set<String> known = new LinkedHashSet<>();
  private final Findings findings;

  private Section(String path, Map<String, YamlNode> entries, Findings findings) {
    this.path = path;
    this.entries = entries;
    this.findings = findings;
  }

  static Section root(YamlNode node, Findings findings) {
    return of("", node, findings);
  }

  private static Section of(String path, YamlNode node, Findings findings) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new Section(path, mapping.entries(), findings);
    }
    boolean nothing = node instanceof YamlNode.Scalar scalar && scalar.isNull();
    if (!nothing) {
      findings.error(node.mark() + ": " + (path.isEmpty() ? "the file" : path) + " must be a map");
    }
    return new Section(path, Map.of(), findings);
  }

  boolean has(String key) {
    known.add(key);
    YamlNode node = entries.get(key);
    return node != null && !(node instanceof YamlNode.Scalar scalar && scalar.isNull());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void wrong(YamlNode node, String key, String wanted) {
    findings.error(node.mark() + ": " + name(key) + " must be " + wanted);
  }

  String text(String key, String otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    YamlNode node = entries.get(key);
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    wrong(Objects.requireNonNull(node), key, "a text");
    return otherwise;
  }

  boolean isText(String key) {
    return entries.get(key) instanceof YamlNode.Scalar;
  }

  boolean flag(String key, boolean otherwise) {
    String text = text(key, Boolean.toString(otherwise));
    boolean yes = Letters.same(text, "true");
    if (!yes && !Letters.same(text, "false")) {
      wrong(Objects.requireNonNull(entries.get(key)), key, "true or false");
      return otherwise;
    }
    return yes;
  }

  int number(String key, int otherwise, int least) {
    if (!has(key)) {
      return otherwise;
    }
    int value = Numbers.parse(text(key, ""), least, Integer.MAX_VALUE);
    if (value < 0) {
      String wanted = "a whole number of at least " + least;
      wrong(Objects.requireNonNull(entries.get(key)), key, wanted);
      return otherwise;
    }
    return value;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlNode.Scalar scalar) {
        texts.add(scalar.text());
      } else {
        wrong(item, key, "a list of texts");
      }
    }
    return texts;
  }

  List<YamlNode> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    YamlNode node = entries.get(key);
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    wrong(Objects.requireNonNull(node), key, "a list");
    return List.of();
  }

  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    int index = 0;
    for (YamlNode item : items(key)) {
      sections.add(of(name(key) + "[" + ++index + "]", item, findings));
    }
    return sections;
  }

  /** A section below this one; an empty one when it is not there. */
  Section section(String key) {
    return has(key)
        ? of(name(key), Objects.requireNonNull(entries.get(key)), findings)
        : new Section(name(key), Map.of(), findings);
  }

  /** All entries whose values are texts, as they are. */
  Map<String, String> textEntries(String key) {
    Section section = section(key);
    Map<String, String> texts = new LinkedHashMap<>();
    for (String entry : section.entries.keySet()) {
      texts.put(entry, section.text(entry, ""));
    }
    return texts;
  }

  /** All entries whose values are lists of texts. */
  Map<String, List<String>> listEntries(String key) {
    Section section = section(key);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    for (String entry : section.entries.keySet()) {
      lists.put(entry, section.texts(entry));
    }
    return lists;
  }

  /** The key is known, but means nothing here. */
  void ignore(String key, String reason) {
    if (has(key)) {
      findings.warn(name(key) + ": " + reason);
    }
  }

  /** Tells about keys that were not asked for. */
  void end() {
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        String nearest = Similar.nearest(entry.getKey(), known);
        String hint = nearest.isEmpty() ? "" : "; did you mean " + name(nearest) + "?";
        findings.unknown(entry.getValue().mark() + ": unknown key " + name(entry.getKey()) + hint);
      }
    }
  }
}
