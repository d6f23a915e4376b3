package com.moalog.deploy.compose;

import com.moalog.deploy.Node;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Compose file as it is and as Compose resolves it with the defaults. */
final class ComposeFile {

  static final Path ROOT = Repository.root();
  static final Path FOLDER = ROOT.resolve("deploy/compose");

  /** {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${NAME:?message}}; {@code $$} is none. */
  static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^#? ?([A-Z_]+)=([^ #\n]*)");

  private ComposeFile() {}

  /** The services by name. */
  static Map<String, Node> services() {
    return whole().at("services").fields();
  }

  static Node service(String name) {
    return whole().at("services", name);
  }

  static Node whole() {
    return Node.read(FOLDER.resolve("compose.yaml"));
  }

  static String text() {
    return read(FOLDER.resolve("compose.yaml"));
  }

  /** Every variable of {@code .env.example} with its default, also those that stand as comments. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    ASSIGNMENT
        .matcher(read(ROOT.resolve(".env.example")))
        .results()
        .forEach(line -> defaults.put(line.group(1), line.group(2)));
    return defaults;
  }

  /** The text as Compose sees it when nobody has set anything. */
  static String resolved(String text) {
    Map<String, String> defaults = defaults();
    return VARIABLE
        .matcher(text)
        .replaceAll(variable -> Matcher.quoteReplacement(resolved(variable, defaults)))
        .replace("$$", "$");
  }

  private static String resolved(MatchResult variable, Map<String, String> defaults) {
    String value = defaults.getOrDefault(variable.group(1), "");
    return value.isEmpty() && "-".equals(variable.group(2)) ? variable.group(3) : value;
  }

  static Set<String> variables() {
    Set<String> names = new TreeSet<>();
    VARIABLE.matcher(text()).results().forEach(variable -> names.add(variable.group(1)));
    return names;
  }

  static Set<String> networks(String service) {
    return Set.copyOf(service(service).at("networks").texts());
  }

  /** Whether two services can reach each other. */
  static boolean connected(String one, String other) {
    return networks(one).stream().anyMatch(networks(other)::contains);
  }

  /** All that a service is told: its variables and its arguments. */
  static List<String> told(String service) {
    Node node = service(service);
    return Stream.concat(
            node.at("environment").fields().values().stream().map(Node::text),
            node.at("command").texts().stream())
        .map(ComposeFile::resolved)
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
