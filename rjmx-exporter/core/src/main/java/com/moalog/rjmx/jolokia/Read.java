package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.objectname.ObjectName;
import java.util.List;

/**
 * One read of the question to a target.
 *
 * @param attributes which ones, or empty for all
 */
public record Read(ObjectName name, List<String> attributes) implements Part {

  public Read {
    attributes = List.copyOf(attributes);
  }

  @Override
  public String toString() {
    return name + (attributes.isEmpty() ? "" : " " + attributes);
  }
}
