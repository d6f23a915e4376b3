package com.moalog.rjmx.yaml;

import com.moalog.rjmx.text.Letters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a YAML text. Immutable. */
public sealed interface YamlNode {

  /** Where it begins. */
  Mark mark();

  /**
   * A scalar.
   *
   * @param plain whether it stood without quotes, so that it may be a number, a boolean or null
   */
  record Scalar(Mark mark, String text, boolean plain) implements YamlNode {

    /** Whether this says "nothing": no text at all, {@code ~} or {@code null}. */
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || Letters.same(text, "null"));
    }
  }

  /** A list. */
  record Sequence(Mark mark, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys and values in the order of the text. */
  record Mapping(Mark mark, Map<String, YamlNode> entries) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
