package com.moalog.platform;

import com.moalog.chaos.platform.Moalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of the pages in {@code docs/runbook}. */
final class Runbook {

  private static final Path FOLDER = Path.of(System.getProperty("moalog.root"), "docs/runbook");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");
  private static final Pattern CURL = Pattern.compile("curl -sf '?([^']*)'?");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Runbook() {}

  /** Every command once; what only looks comes before what changes something. */
  static List<String> commands() throws IOException {
    try (Stream<Path> pages = Files.list(FOLDER)) {
      return pages
          .sorted()
          .flatMap(Runbook::commandsOf)
          .distinct()
          .sorted((one, other) -> Boolean.compare(changes(one), changes(other)))
          .toList();
    }
  }

  private static boolean changes(String command) {
    return command.contains(" restart ");
  }

  private static Stream<String> commandsOf(Path page) {
    try {
      return BLOCK
          .matcher(Files.readString(page))
          .results()
          .flatMap(block -> block.group(1).lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the command did what a person would take for success. */
  static boolean works(Moalog moalog, String command) throws IOException, InterruptedException {
    Matcher curl = CURL.matcher(command);
    if (curl.matches()) {
      URI address = URI.create(moalog.localized(curl.group(1)));
      return CLIENT
              .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
    String[] words = command.split(" ", -1);
    if (!words[0].equals("./moalog")) {
      throw new IllegalArgumentException("neither curl nor ./moalog: " + command);
    }
    return moalog.run(List.of(words).subList(1, words.length).toArray(String[]::new)).exit() == 0;
  }
}
