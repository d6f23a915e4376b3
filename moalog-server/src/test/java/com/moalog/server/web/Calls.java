package com.moalog.server.web;

import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of the API that a page has made. To be used by one thread. */
final class Calls {

  /** Kept with the build. */
  private static final Path KEPT = Path.of("target", "page-calls");

  private static final int TOO_MANY_REQUESTS = 429;

  private final List<String> made = new ArrayList<>();
  private int refused;

  void note(String site, Response answer) {
    String url = answer.url();
    if (url.startsWith(site + "/api/")) {
      String path = url.substring(site.length()).replaceFirst("\\?.*", "");
      made.add(answer.request().method() + " " + path.replaceAll("/[0-9]+", "/{id}"));
      refused += answer.status() == TOO_MANY_REQUESTS ? 1 : 0;
    }
  }

  /** How many of them a rate limit refused. */
  int refused() {
    return refused;
  }

  /** Writes down how often the pages of one story called what. */
  static void keep(String story, List<Calls> pages) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    pages.forEach(page -> page.made.forEach(call -> counts.merge(call, 1, Integer::sum)));
    List<String> lines = new ArrayList<>();
    counts.forEach((call, count) -> lines.add("%4d  %s".formatted(count, call)));
    Files.createDirectories(KEPT);
    Files.write(KEPT.resolve(story + ".txt"), lines);
  }
}
