package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Value;
import com.moalog.rjmx.settings.Customizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the attributes of an MBean back until all have come: some of them become labels of all
 * others. Not thread-safe.
 */
final class Customized {

  private final List<Customizer> customizers;
  private final List<String> names = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  Customized(List<Customizer> customizers) {
    this.customizers = customizers;
  }

  void hold(String attribute, Value value) {
    names.add(attribute);
    values.add(value);
  }

  /** The labels that the attributes held become, by the name of the attribute. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Customizer customizer : customizers) {
      for (String attribute : customizer.attributesAsLabels()) {
        int index = names.indexOf(attribute);
        if (index >= 0 && values.get(index) instanceof Value.Simple simple) {
          labels.putIfAbsent(attribute, simple.value().text());
        }
      }
    }
    return labels;
  }

  /** Everybody who wants an attribute. */
  interface Taker {
    void take(String attribute, Value value, String description);
  }

  /** Hands over what was held, then the metrics that the configuration adds. */
  void release(Taker taker) {
    for (int i = 0; i < names.size(); i++) {
      taker.take(names.get(i), values.get(i), "");
    }
    names.clear();
    values.clear();
    for (Customizer customizer : customizers) {
      for (Customizer.ExtraMetric extra : customizer.extraMetrics()) {
        taker.take(extra.name(), new Value.Simple(extra.value()), extra.description());
      }
    }
  }
}
