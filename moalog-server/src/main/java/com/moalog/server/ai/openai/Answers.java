package com.moalog.server.ai.openai;

import com.moalog.server.ai.model.Analysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.ai.model.RankedEmotion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the API wrote and refuses what does not have the promised shape. Thread-safe. */
final class Answers {

  private final JsonMapper json;

  Answers(JsonMapper json) {
    this.json = json;
  }

  /** The JSON between the first and the last brace. */
  JsonNode parse(String text) {
    int first = text.indexOf('{');
    int last = text.lastIndexOf('}');
    if (first < 0 || last < first) {
      throw new WrongShapeException("the answer is not a JSON object");
    }
    try {
      return json.readTree(text.substring(first, last + 1));
    } catch (JacksonException malformed) {
      throw new WrongShapeException("the answer is not valid JSON");
    }
  }

  /** The sentences of the insight, each with what it claims to rest on. */
  static List<Claim> insight(JsonNode answer) {
    JsonNode given = answer.path("insight");
    if (!given.isArray() || given.isEmpty() || given.size() > InsightSentence.MOST) {
      throw new WrongShapeException("insight must have 1 to " + InsightSentence.MOST + " entries");
    }
    List<Claim> claims = new ArrayList<>();
    for (JsonNode sentence : given) {
      claims.add(
          new Claim(
              text(sentence, "text"),
              sentence
                  .path("sources")
                  .valueStream()
                  .filter(JsonNode::isInt)
                  .map(JsonNode::intValue)
                  .toList()));
    }
    return claims;
  }

  static List<RankedEmotion> emotions(JsonNode answer) {
    List<RankedEmotion> emotions = new ArrayList<>();
    for (JsonNode one : list(answer, "emotionRank", Analysis.EMOTIONS)) {
      JsonNode count = one.path("count");
      if (!count.isInt() || count.intValue() < 0) {
        throw new WrongShapeException("count must be a whole number");
      }
      emotions.add(
          new RankedEmotion(1, text(one, "label"), text(one, "description"), count.intValue()));
    }
    emotions.sort(Comparator.comparingInt(RankedEmotion::count).reversed());
    List<RankedEmotion> ranked = new ArrayList<>();
    for (RankedEmotion emotion : emotions) {
      ranked.add(emotion.at(ranked.size() + 1));
    }
    return ranked;
  }

  /** The missions by the members' numbers; members that were not asked for are dropped. */
  static Map<Integer, List<Mission>> missions(JsonNode answer, List<Integer> wanted) {
    Map<Integer, List<Mission>> missions = new HashMap<>();
    for (JsonNode one : answer.path("personalMissions")) {
      int number = one.path("userId").asInt(0);
      if (wanted.contains(number)) {
        List<Mission> own = new ArrayList<>();
        for (JsonNode mission : list(one, "missions", PersonalMissions.COUNT)) {
          own.add(new Mission(text(mission, "missionTitle"), text(mission, "missionDesc")));
        }
        missions.put(number, own);
      }
    }
    if (missions.size() != wanted.size()) {
      throw new WrongShapeException("missions of some members are missing");
    }
    return missions;
  }

  static List<Guide> guides(JsonNode answer) {
    JsonNode given = answer.path("guides");
    if (!given.isArray() || given.isEmpty() || given.size() > Guide.MOST) {
      throw new WrongShapeException("guides must have 1 to 3 entries");
    }
    List<Guide> guides = new ArrayList<>();
    for (JsonNode one : given) {
      guides.add(new Guide(text(one, "title"), text(one, "description")));
    }
    return guides;
  }

  private static JsonNode list(JsonNode parent, String field, int size) {
    JsonNode list = parent.path(field);
    if (!list.isArray() || list.size() != size) {
      throw new WrongShapeException(field + " must have exactly " + size + " entries");
    }
    return list;
  }

  private static String text(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw new WrongShapeException(field + " must be a text");
    }
    return value.stringValue().strip();
  }
}
