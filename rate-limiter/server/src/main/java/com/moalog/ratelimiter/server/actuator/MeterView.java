package com.moalog.ratelimiter.server.actuator;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Meters as JSON. */
final class MeterView {

  private MeterView() {}

  static JsonObject names(MeterRegistry registry) {
    TreeSet<String> names = new TreeSet<>();
    registry.getMeters().forEach(meter -> names.add(meter.getId().getName()));
    return new JsonObject().put("names", new JsonArray(names.stream().toList()));
  }

  /** The sums over all meters of a name, with the tags that tell them apart. */
  static Optional<JsonObject> of(MeterRegistry registry, String name) {
    Collection<Meter> meters = registry.find(name).meters();
    if (meters.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> sums = new TreeMap<>();
    Map<String, TreeSet<String>> tags = new TreeMap<>();
    for (Meter meter : meters) {
      for (Measurement part : meter.measure()) {
        sums.merge(part.getStatistic().name(), part.getValue(), Double::sum);
      }
      for (Tag tag : meter.getId().getTags()) {
        tags.computeIfAbsent(tag.getKey(), first -> new TreeSet<>()).add(tag.getValue());
      }
    }
    JsonArray measurements = new JsonArray();
    sums.forEach((statistic, value) ->
        measurements.add(new JsonObject().put("statistic", statistic).put("value", value)));
    JsonArray available = new JsonArray();
    tags.forEach((tag, values) ->
        available.add(
            new JsonObject()
                .put("tag", tag)
                .put("values", new JsonArray(values.stream().toList()))));
    return Optional.of(
        new JsonObject()
            .put("name", name)
            .put("measurements", measurements)
            .put("availableTags", available));
  }
}
