package com.moalog.rjmx.settings;

import com.moalog.rjmx.rule.LeafValue;
import com.moalog.rjmx.text.DecimalReader;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code metricCustomizers}. */
record CustomizerSection(Findings findings) {

  List<Customizer> read(Section root) {
    List<Customizer> customizers = new ArrayList<>();
    for (Section section : root.sections("metricCustomizers")) {
      Section filter = section.section("mbeanFilter");
      String domain = filter.text("domain", "");
      if (domain.isEmpty()) {
        findings.error(filter.name("domain") + " is missing");
      }
      List<Customizer.ExtraMetric> extra = new ArrayList<>();
      for (Section metric : section.sections("extraMetrics")) {
        extra.add(metric(metric));
        metric.end();
      }
      customizers.add(
          new Customizer(
              domain,
              filter.textEntries("properties"),
              section.texts("attributesAsLabels"),
              extra));
      filter.end();
      section.end();
    }
    return customizers;
  }

  private Customizer.ExtraMetric metric(Section section) {
    String name = section.text("name", "");
    String value = section.text("value", "");
    if (name.isEmpty()) {
      findings.error(section.name("name") + " is missing");
    }
    if (value.isEmpty()) {
      findings.error(section.name("value") + " is missing");
    }
    return new Customizer.ExtraMetric(name, value(value), section.text("description", ""));
  }

  private static LeafValue value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return new LeafValue.Bool(text.equals("true"));
    }
    double number = DecimalReader.read(text);
    return Double.isNaN(number) ? new LeafValue.Text(text) : new LeafValue.Numeric(number);
  }
}
