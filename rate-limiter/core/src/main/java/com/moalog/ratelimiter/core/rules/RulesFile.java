package com.moalog.ratelimiter.core.rules;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML file of rules: a list under {@code rules}, or the list itself; beside it {@code domains}
 * for Envoy, or one domain as the file of Envoy's reference rate limit service has it. Unknown keys
 * are refused, so that a misspelt limit is not a missing one.
 */
public final class RulesFile {

  /** Largest file that is read. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final Algorithm defaultAlgorithm;

  /**
   * A reader of rules files.
   *
   * @param defaultAlgorithm of the rules that name none
   */
  public RulesFile(Algorithm defaultAlgorithm) {
    this.defaultAlgorithm = defaultAlgorithm;
  }

  /** The rules that are shipped with the limiter. */
  public Rules shipped() throws RulesFileException {
    try (InputStream yaml = RulesFile.class.getResourceAsStream("rules.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("the shipped rules are not on the class path");
      }
      return parse("shipped rules", new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the shipped rules", e);
    }
  }

  public Rules read(Path file) throws RulesFileException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new RulesFileException(file + ": larger than " + MAX_BYTES + " bytes");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new RulesFileException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads rules from text.
   *
   * @param source name of the text, for messages
   */
  public Rules parse(String source, String yaml) throws RulesFileException {
    try {
      Object loaded = load(yaml);
      List<Rule> rules = new ArrayList<>();
      for (Map<?, ?> entry : maps(source, "rules", entries(source, loaded))) {
        RuleEntry rule = new RuleEntry(entry);
        if (rule.isEnabled()) {
          rules.add(rule.toRule(defaultAlgorithm));
        }
      }
      List<Domain> domains = new ArrayList<>();
      for (Map<?, ?> entry : maps(source, "domains", domains(source, loaded))) {
        domains.add(new DomainEntry(entry).toDomain());
      }
      return new Rules(rules, domains);
    } catch (YAMLException | IllegalArgumentException e) {
      throw new RulesFileException(source + ": " + oneLine(e), e);
    }
  }

  private static List<Map<?, ?>> maps(String source, String what, List<?> entries)
      throws RulesFileException {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object entry : entries) {
      if (!(entry instanceof Map<?, ?> map)) {
        throw new RulesFileException(
            "%s: each of the %s must be a map of keys, got: %s".formatted(source, what, entry));
      }
      maps.add(map);
    }
    return maps;
  }

  private static Object load(String yaml) {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return loaded == null ? List.of() : loaded;
  }

  private static List<?> entries(String source, Object loaded) throws RulesFileException {
    if (!(loaded instanceof Map<?, ?> map)) {
      return list(source, loaded);
    }
    boolean holdsDomains = map.containsKey("domains") || map.containsKey("domain");
    if (!map.containsKey("rules") && !holdsDomains) {
      throw new RulesFileException(source + ": must hold a list of rules");
    }
    return list(source, map.get("rules"));
  }

  /** A list under {@code domains}; or the file is one domain, as the reference service has it. */
  private static List<?> domains(String source, Object loaded) throws RulesFileException {
    if (!(loaded instanceof Map<?, ?> map)) {
      return List.of();
    }
    return map.containsKey("domain") ? List.of(map) : list(source, map.get("domains"));
  }

  private static List<?> list(String source, @Nullable Object value) throws RulesFileException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> entries) {
      return entries;
    }
    throw new RulesFileException(source + ": must hold a list of rules");
  }

  private static String oneLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
