package com.moalog.server.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes records in the OpenAPI document. A nested record is named after the type around it as
 * well: many features have an {@code Entry}, and the last one would describe all of them. A
 * component is required unless it may be null, and only then null is allowed; in answers {@link
 * WholeAnswers} requires those, too. One that is left out instead of being null, or empty, is
 * neither required nor null. Thread-safe.
 */
final class RecordSchemas implements ModelConverter {

  private static final String PLACE = "#/components/schemas/";

  private final ConcurrentMap<String, JavaType> named = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
    JavaType asked = Json31.mapper().constructType(type.getType());
    if (asked.isRecordType()) {
      return reference(asked, context);
    }
    return others.hasNext() ? others.next().resolve(type, context, others) : null;
  }

  private Schema<?> reference(JavaType type, ModelConverterContext context) {
    String name = name(type);
    JavaType known = named.putIfAbsent(name, type);
    if (known != null && !known.equals(type)) {
      throw new IllegalStateException(name + " would describe both " + known + " and " + type);
    }
    if (!context.getDefinedModels().containsKey(name)) {
      Schema<?> schema = new JsonSchema().types(Set.of("object"));
      context.defineModel(name, schema);
      for (RecordComponent component : type.getRawClass().getRecordComponents()) {
        add(component, type, schema, context);
      }
    }
    return new JsonSchema().$ref(PLACE + name);
  }

  private static void add(
      RecordComponent component, JavaType owner, Schema<?> schema, ModelConverterContext context) {
    JavaType type =
        Json31.mapper()
            .getTypeFactory()
            .resolveMemberType(component.getGenericType(), owner.getBindings());
    String name = name(component);
    Schema<?> value =
        type.hasRawClass(Void.class)
            ? nothing()
            : context.resolve(new AnnotatedType(type).resolveAsRef(true));
    boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean isLeftOut =
        component.getAccessor().isAnnotationPresent(JsonInclude.class)
            || owner.getRawClass().isAnnotationPresent(JsonInclude.class);
    schema.addProperty(name, isNullable && !isLeftOut ? orNull(value) : value);
    if (!isNullable && !isLeftOut) {
      schema.addRequiredItem(name);
    }
  }

  private static String name(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  /** Leaves the schema itself alone: all components of a type share it. */
  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() != null) {
      return new JsonSchema().anyOf(List.of(schema, nothing()));
    }
    Set<String> types = new LinkedHashSet<>();
    types.addAll(schema.getTypes() == null ? Set.of(schema.getType()) : schema.getTypes());
    types.add("null");
    Schema<?> nullable = Json31.mapper().convertValue(schema, JsonSchema.class);
    nullable.setTypes(types);
    return nullable;
  }

  private static Schema<?> nothing() {
    return new JsonSchema().types(Set.of("null"));
  }

  /** {@code RoomDirectoryEntry}, {@code EnvelopeListRoomDirectoryEntry}. */
  private static String name(JavaType type) {
    StringBuilder name = new StringBuilder();
    Class<?> around = type.getRawClass();
    while (around != null) {
      name.insert(0, around.getSimpleName());
      around = around.getEnclosingClass();
    }
    for (int parameter = 0; parameter < type.containedTypeCount(); parameter++) {
      name.append(name(type.containedType(parameter)));
    }
    return name.toString();
  }

  @Override
  public boolean isOpenapi31() {
    return true;
  }
}
