package com.moalog.server.ai.openai;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.PersonalMissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON schemas that answers have to follow (structured outputs, strict). */
final class Schemas {

  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> NUMBER = Map.of("type", "integer");

  /** Insight and emotions. */
  static final Map<String, Object> OVERVIEW =
      object(Map.of("insight", insight(), "emotionRank", emotions()));

  /** Missions of some members. */
  static final Map<String, Object> MISSIONS = object(Map.of("personalMissions", missions()));

  /** Everything at once. */
  static final Map<String, Object> ANALYSIS =
      object(
          Map.of("insight", insight(), "emotionRank", emotions(), "personalMissions", missions()));

  /** Hints for writing. */
  static final Map<String, Object> GUIDES =
      object(
          Map.of("guides", list(object(Map.of("title", TEXT, "description", TEXT)), Guide.MOST)));

  private Schemas() {}

  private static Map<String, Object> insight() {
    Map<String, Object> sources = Map.of("type", "array", "items", NUMBER, "minItems", 1);
    return Map.of(
        "type",
        "array",
        "items",
        object(Map.of("text", TEXT, "sources", sources)),
        "minItems",
        1,
        "maxItems",
        InsightSentence.MOST);
  }

  private static Map<String, Object> emotions() {
    return list(
        object(Map.of("rank", NUMBER, "label", TEXT, "description", TEXT, "count", NUMBER)),
        Analysis.EMOTIONS);
  }

  private static Map<String, Object> missions() {
    Map<String, Object> mission = object(Map.of("missionTitle", TEXT, "missionDesc", TEXT));
    return Map.of(
        "type",
        "array",
        "items",
        object(Map.of("userId", NUMBER, "missions", list(mission, PersonalMissions.COUNT))));
  }

  private static Map<String, Object> list(Map<String, Object> items, int size) {
    return Map.of("type", "array", "items", items, "minItems", size, "maxItems", size);
  }

  /** Keys are sorted so that the same request is the same text in every process. */
  private static Map<String, Object> object(Map<String, Object> properties) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", new TreeMap<>(properties));
    schema.put("required", List.copyOf(new TreeMap<>(properties).keySet()));
    schema.put("additionalProperties", false);
    return schema;
  }
}
