package com.moalog.rjmx.rule;

import com.moalog.rjmx.metric.Label;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import com.moalog.rjmx.objectname.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses by an ObjectName.
 *
 * @param attribute the only attribute, or empty for all
 */
record ObjectNameSelector(ObjectName pattern, String attribute) implements Selector {

  static ObjectNameSelector parse(String source, String attribute) throws RuleException {
    try {
      return new ObjectNameSelector(ObjectName.parse(source), attribute);
    } catch (ObjectNameException malformed) {
      throw new RuleException("pattern: " + malformed.getMessage());
    }
  }

  /** The parts of a path by number, the properties by name. */
  private record PathCaptures(Leaf leaf, int skipped) implements Captures {
    @Override
    public String group(int number) {
      int index = number - 1 + skipped;
      return number > 0 && index < leaf.path().size() ? leaf.path().get(index) : "";
    }

    @Override
    public String group(String name) {
      return leaf.bean().name().value(name).orElse("");
    }
  }

  @Override
  public Selection select(Leaf leaf) {
    boolean meant = attribute.isEmpty() || attribute.equals(leaf.attribute());
    if (!meant || !pattern.matches(leaf.bean().name())) {
      return Selection.NONE;
    }
    return new Selection(new PathCaptures(leaf, attribute.isEmpty() ? 0 : 1), false, false);
  }

  @Override
  public List<Label> labels(Leaf leaf) {
    List<Label> labels = new ArrayList<>();
    for (Property property : pattern.properties()) {
      if (property.isPattern()) {
        String value = leaf.bean().name().value(property.key()).orElse("");
        labels.add(new Label(labelName(property.key()), value));
      }
    }
    return labels;
  }

  private String labelName(String key) {
    String type = pattern.value("type").orElse("");
    if (key.equals("name") && type.equals("GarbageCollector")) {
      return "gc";
    }
    return key.equals("name") && type.equals("MemoryPool") ? "pool" : key;
  }
}
