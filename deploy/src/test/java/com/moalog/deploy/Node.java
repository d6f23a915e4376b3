package com.moalog.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A place in a YAML document; what is not there is an empty place, not a failure. Immutable. */
public record Node(@Nullable Object value) {

  /** The only document of a file. */
  public static Node read(Path file) {
    try {
      return new Node(yaml().load(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All documents of a text. */
  public static List<Node> all(String text) {
    return StreamSupport.stream(yaml().loadAll(text).spliterator(), false)
        .map(Node::new)
        .filter(Node::exists)
        .toList();
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(200);
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  /** The place below, by the names of the fields that lead to it. */
  public Node at(String... names) {
    Node place = this;
    for (String name : names) {
      place = new Node(place.value instanceof Map<?, ?> map ? map.get(name) : null);
    }
    return place;
  }

  public boolean exists() {
    return value != null;
  }

  /** The value as it would be written, empty when there is none. */
  public String text() {
    return value == null ? "" : String.valueOf(value);
  }

  public List<Node> items() {
    return value instanceof List<?> list ? list.stream().<Node>map(Node::new).toList() : List.of();
  }

  public List<String> texts() {
    return items().stream().map(Node::text).toList();
  }

  /** The fields in their order. */
  public Map<String, Node> fields() {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, field) -> fields.put(String.valueOf(name), new Node(field)));
    }
    return fields;
  }
}
