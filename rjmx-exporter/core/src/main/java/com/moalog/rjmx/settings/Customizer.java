package com.moalog.rjmx.settings;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.rule.LeafValue;
import java.util.List;
import java.util.Map;

/**
 * Changes to all metrics of some MBeans, as jmx_exporter's {@code metricCustomizers}.
 *
 * @param properties that an MBean must have with these values; it may have more
 * @param attributesAsLabels attributes whose values all metrics of the MBean get as labels
 */
public record Customizer(
    String domain,
    Map<String, String> properties,
    List<String> attributesAsLabels,
    List<ExtraMetric> extraMetrics) {

  public Customizer {
    properties = Map.copyOf(properties);
    attributesAsLabels = List.copyOf(attributesAsLabels);
    extraMetrics = List.copyOf(extraMetrics);
  }

  /** An attribute that the MBean does not have and that is exported as if it had. */
  public record ExtraMetric(String name, LeafValue value, String description) {}

  /** Whether an MBean is meant. */
  public boolean isAbout(ObjectName name) {
    return domain.equals(name.domain())
        && properties.entrySet().stream()
            .allMatch(wanted -> name.value(wanted.getKey()).orElse("").equals(wanted.getValue()));
  }
}
