package com.moalog.sandbox.chat;

import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON that fits a JSON schema of the kind that structured outputs allow: {@code type},
 * {@code properties}, {@code items}, {@code enum}, {@code const}, {@code anyOf}, local {@code
 * $ref}, and the bounds of numbers, texts and arrays. A list whose items have a {@code userId} gets
 * one item per person that the prompt names; one whose items have {@code sources} gets sentences
 * that quote answers of the prompt and cite their numbers. Not thread-safe.
 */
final class SchemaAnswer {

  static final int MAX_DEPTH = 20;
  static final int MAX_ITEMS = 100;
  private static final int USUAL_ITEMS = 3;
  private static final String PERSON = "userId";
  private static final String SOURCES = "sources";
  private static final int CITING_ITEMS = 2;

  private final JsonNode root;
  private final Words words;
  private int texts;

  SchemaAnswer(JsonNode root, Words words) {
    if (!root.isObject()) {
      throw new BadRequestException(400, "response_format.json_schema.schema is needed");
    }
    this.root = root;
    this.words = words;
  }

  JsonNode write() {
    return value(root, new Place("", 0, 0));
  }

  /**
   * Where a value stands.
   *
   * @param name of the field it belongs to
   * @param index in the innermost list around it
   */
  private record Place(String name, int index, int depth) {

    Place field(String field) {
      return new Place(field, index, depth + 1);
    }

    Place item(int at) {
      return new Place(name, at, depth + 1);
    }
  }

  private JsonNode value(JsonNode given, Place place) {
    if (place.depth() > MAX_DEPTH) {
      throw new BadRequestException(400, "the schema is deeper than " + MAX_DEPTH);
    }
    JsonNode schema = resolved(given);
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").path(place.index() % schema.path("enum").size());
    }
    if (schema.path("anyOf").size() > 0) {
      return value(schema.path("anyOf").path(0), place);
    }
    return switch (type(schema)) {
      case "object" -> object(schema, place);
      case "array" -> array(schema, place);
      case "integer" -> Json.tree(number(schema, place));
      case "number" -> Json.tree((double) number(schema, place));
      case "boolean" -> Json.tree(true);
      case "string" -> Json.tree(text(schema, place));
      default -> Json.object().nullNode();
    };
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    if (reference.isEmpty()) {
      return schema;
    }
    JsonNode target = reference.startsWith("#") ? root.at(reference.substring(1)) : root.at("/-");
    if (!target.isObject()) {
      throw new BadRequestException(400, "the schema has no " + reference);
    }
    return target;
  }

  /** A list of types means a choice; the first that is not null is taken. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    for (JsonNode one : type) {
      if (!one.asString("").equals("null")) {
        return one.asString("");
      }
    }
    return type.asString("null");
  }

  private ObjectNode object(JsonNode schema, Place place) {
    ObjectNode json = Json.object();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      json.set(property.getKey(), value(property.getValue(), place.field(property.getKey())));
    }
    return json;
  }

  private ArrayNode array(JsonNode schema, Place place) {
    JsonNode items = resolved(schema.path("items"));
    ArrayNode json = Json.object().arrayNode();
    if (items.path("properties").has(PERSON)) {
      people(items).forEach(json::add);
      return json;
    }
    if (items.path("properties").has(SOURCES) && !words.citations().isEmpty()) {
      citing(items).forEach(json::add);
      return json;
    }
    int least = schema.path("minItems").asInt(USUAL_ITEMS);
    int most = schema.path("maxItems").asInt(MAX_ITEMS);
    int count = Math.min(Math.min(Math.max(least, Math.min(USUAL_ITEMS, most)), most), MAX_ITEMS);
    for (int i = 0; i < count; i++) {
      json.add(value(items, place.item(i)));
    }
    return json;
  }

  private List<JsonNode> people(JsonNode items) {
    return words.people().stream()
        .map(person -> {
          ObjectNode one = object(items, new Place("", 0, 1));
          boolean isText = type(resolved(items.path("properties").path(PERSON))).equals("string");
          return (JsonNode)
              (isText ? one.put(PERSON, person.toString()) : one.put(PERSON, (long) person));
        })
        .toList();
  }

  private List<ObjectNode> citing(JsonNode items) {
    return words.citations().stream()
        .limit(CITING_ITEMS)
        .map(citation -> {
          ObjectNode one = object(items, new Place("", 0, 1)).put("text", citation.sentence());
          one.putArray(SOURCES).add(citation.number());
          return one;
        })
        .toList();
  }

  /** Ranks go up from the least, counts go down to it. */
  private static long number(JsonNode schema, Place place) {
    long least = schema.path("minimum").asLong(1);
    long most = schema.path("maximum").asLong(Long.MAX_VALUE);
    long wanted =
        place.name().equals("count")
            ? Math.max(least, least + USUAL_ITEMS - 1 - place.index())
            : least + place.index();
    return Math.min(wanted, most);
  }

  private String text(JsonNode schema, Place place) {
    String text = words.forField(place.name(), texts++);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    StringBuilder padded = new StringBuilder(text);
    int least = Math.min(schema.path("minLength").asInt(0), 10_000);
    while (padded.length() < least) {
      padded.append(text);
    }
    return padded.substring(0, Math.min(padded.length(), most));
  }
}
