package com.moalog.sandbox.storage;

import com.moalog.sandbox.http.Json;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Values of one type that want to be the same after a restart. Immutable.
 *
 * @param kind the name of their lines in the journal
 * @param values everything worth keeping now
 * @param back takes one value back; a later one replaces an earlier one of the same id
 */
public record Kept<T>(String kind, Class<T> type, Supplier<Stream<T>> values, Consumer<T> back) {

  void restore(JsonNode line) {
    back.accept(Json.value(line, type));
  }
}
