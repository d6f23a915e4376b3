package com.moalog.ratelimiter.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file of settings, as dotted keys; a list reads as its entries with commas between. */
final class ConfigurationFile {

  private static final String OPTIONAL = "optional:";
  private static final String FILE = "file:";

  /** Several locations, a folder, or a place that is no file. A drive has a single letter. */
  private static final Pattern NO_FILE =
      Pattern.compile(".*[,;].*|.*/|[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

  private ConfigurationFile() {}

  /**
   * The settings at a location: a path, with {@code file:} before it or not. An {@code optional:}
   * location may be missing.
   *
   * @param key the setting that names the location
   * @return empty if it is missing
   */
  static Optional<Map<String, String>> at(String key, String location) throws BadSettingsException {
    boolean optional = location.startsWith(OPTIONAL);
    String place = optional ? location.substring(OPTIONAL.length()) : location;
    String name = place.startsWith(FILE) ? place.substring(FILE.length()) : place;
    if (NO_FILE.matcher(name).matches()) {
      throw new BadSettingsException(
          List.of("%s must name one file, got: %s".formatted(key, location)));
    }
    // "file:///a" is a URL without a host.
    Path path = Path.of(name.startsWith("///") ? name.substring(2) : name);
    return optional && Files.notExists(path) ? Optional.empty() : Optional.of(read(path));
  }

  private static Map<String, String> read(Path path) throws BadSettingsException {
    try {
      Map<String, String> values = new HashMap<>();
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(path));
      flatten("", root, values);
      return values;
    } catch (IOException | YAMLException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      throw new BadSettingsException(List.of(path + " cannot be read: " + reason));
    }
  }

  private static void flatten(String key, @Nullable Object value, Map<String, String> into) {
    switch (value) {
      case null -> {
        // An empty value is an absent one.
      }
      case Map<?, ?> map ->
          map.forEach(
              (name, child) -> flatten(key.isEmpty() ? "" + name : key + "." + name, child, into));
      case List<?> list ->
          into.put(key, String.join(",", list.stream().map(String::valueOf).toList()));
      default -> into.put(key, value.toString());
    }
  }
}
