package com.moalog.server.operations;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Requires every field of what is only answered, those that may be null, too: answers have all
 * their fields. What is sent as well keeps its optional fields. Thread-safe.
 */
@SuppressWarnings("rawtypes") // the library maps names to them
final class WholeAnswers implements OpenApiCustomizer {

  private static final String PLACE = "#/components/schemas/";

  @Override
  public void customise(OpenAPI document) {
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    List<Operation> operations =
        document.getPaths().values().stream()
            .flatMap(path -> path.readOperations().stream())
            .toList();
    Set<String> sent = new HashSet<>();
    operations.stream()
        .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
        .forEach(body -> collect(body.getContent(), schemas, sent));
    Set<String> answered = new HashSet<>();
    operations.stream()
        .flatMap(operation -> operation.getResponses().values().stream())
        .forEach(response -> collect(response.getContent(), schemas, answered));
    answered.removeAll(sent);
    answered.stream()
        .flatMap(name -> Stream.ofNullable(schemas.get(name)))
        .forEach(WholeAnswers::requireAll);
  }

  private static void requireAll(Schema<?> schema) {
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach((name, field) -> {
            if (allowsNull(field) && !isRequired(schema, name)) {
              schema.addRequiredItem(name);
            }
          });
    }
  }

  private static boolean isRequired(Schema<?> schema, String field) {
    return schema.getRequired() != null && schema.getRequired().contains(field);
  }

  private static boolean allowsNull(Schema<?> schema) {
    boolean itself = schema.getTypes() != null && schema.getTypes().contains("null");
    return itself
        || (schema.getAnyOf() != null
            && schema.getAnyOf().stream().anyMatch(choice -> allowsNull(choice)));
  }

  private static void collect(
      @Nullable Content content, Map<String, Schema> schemas, Set<String> names) {
    if (content != null) {
      content.values().forEach(media -> add(media.getSchema(), schemas, names));
    }
  }

  /** Adds the name of the schema, and of all that it consists of. */
  private static void add(
      @Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> names) {
    if (schema == null) {
      return;
    }
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(PLACE.length());
      if (names.add(name)) {
        add(schemas.get(name), schemas, names);
      }
      return;
    }
    Stream.<Stream<Schema>>of(
            Stream.ofNullable(schema.getItems()),
            Optional.ofNullable(schema.getProperties()).map(Map::values).stream()
                .flatMap(Collection::stream),
            Stream.ofNullable(schema.getAnyOf()).flatMap(Collection::stream))
        .flatMap(parts -> parts)
        .forEach(part -> add(part, schemas, names));
  }
}
