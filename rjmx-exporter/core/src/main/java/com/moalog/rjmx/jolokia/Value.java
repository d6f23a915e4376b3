package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.rule.LeafValue;
import java.util.List;

/** The value of one attribute. */
public sealed interface Value {

  /** A number, a boolean or a text. */
  record Simple(LeafValue value) implements Value {}

  /** JSON's null: also what became of NaN and the infinities. */
  record Null() implements Value {}

  /** An array, whose items are not kept. */
  record Items() implements Value {}

  /** Composite or tabular data, or a map: keys and values in the order of the answer. */
  record Composite(List<String> keys, List<Value> values) implements Value {

    /** Whether this is what an agent of 2.x writes where an attribute could not be read. */
    boolean isError() {
      int error = keys.indexOf(".error");
      return error >= 0 && values.get(error) instanceof Simple(LeafValue.Bool flag) && flag.value();
    }

    /**
     * Whether this is a map, such as the memory pools of a collection, and no composite: it has
     * only composites below names that no property of a class has.
     */
    public boolean isMap() {
      return keys.stream().anyMatch(key -> !isIdentifier(key))
          && values.stream().allMatch(value -> value instanceof Composite);
    }

    private static boolean isIdentifier(String key) {
      for (int i = 0; i < key.length(); i++) {
        char next = key.charAt(i);
        boolean letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
        boolean digit = next >= '0' && next <= '9';
        if (!letter && !digit && next != '_' && next < 0x80) {
          return false;
        }
      }
      return true;
    }

    /** Whether this is a row of a table: an object with the key it stands under, and a value. */
    public boolean isRow(String under) {
      int key = keys.indexOf("key");
      return keys.size() == 2
          && key >= 0
          && keys.contains("value")
          && values.get(key) instanceof Simple(LeafValue column)
          && column.text().equals(under);
    }
  }

  /** Whether the agent says here that the attribute could not be read. */
  default boolean failed() {
    return switch (this) {
      case Simple simple ->
          simple.value() instanceof LeafValue.Text text && text.text().startsWith("ERROR: ");
      case Composite composite -> composite.isError();
      case Null ignored -> false;
      case Items ignored -> false;
    };
  }
}
