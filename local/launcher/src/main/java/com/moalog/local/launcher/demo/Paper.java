package com.moalog.local.launcher.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the reader sees: lines of equal columns, colour only for a terminal. Not thread-safe. */
final class Paper {

  private static final int TITLE_COLUMNS = 34;
  private static final int SENT_COLUMNS = 78;
  private static final int RECEIVED_COLUMNS = 90;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean hasColour;

  Paper(PrintStream out, boolean hasColour) {
    this.out = out;
    this.hasColour = hasColour;
  }

  void chapter(String title) {
    out.println();
    out.println(coloured(BOLD, title));
  }

  /** One step: number, title, time, what was sent, what came back. */
  void line(int number, String title, String sent, String received, Duration took) {
    out.printf(
        Locale.ROOT,
        "%s %2d  %s %s  %s  ->  %s%n",
        coloured(GREEN, "ok"),
        number,
        padded(title, TITLE_COLUMNS),
        coloured(DIM, "%6s".formatted(millis(took) + " ms")),
        cut(sent, SENT_COLUMNS),
        cut(received, RECEIVED_COLUMNS));
  }

  void note(String text) {
    out.println("       " + text);
  }

  /** A table of all steps with their share of the whole. */
  void timings(List<Storyteller.Timing> timings) {
    long total = Math.max(1, timings.stream().mapToLong(one -> one.duration().toNanos()).sum());
    chapter("Timings");
    for (Storyteller.Timing one : timings) {
      out.printf(
          Locale.ROOT,
          "%5d  %s %9s ms  %3d %%%n",
          one.number(),
          padded(one.title(), TITLE_COLUMNS),
          millis(one.duration()),
          Math.round(100.0 * one.duration().toNanos() / total));
    }
    out.printf(
        Locale.ROOT,
        "%5s  %s %9s ms%n",
        "",
        padded("all steps", TITLE_COLUMNS),
        millis(Duration.ofNanos(total)));
    out.println();
    out.println(coloured(GREEN, "The demo passed: %d steps.".formatted(timings.size())));
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.max(1, Math.round(duration.toNanos() / 1e6)));
  }

  private String coloured(String colour, String text) {
    return hasColour ? colour + text + PLAIN : text;
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  private static String cut(String text, int columns) {
    String line = text.replaceAll("\\s+", " ");
    int end = 0;
    int used = 0;
    while (end < line.length() && used + width(line.charAt(end)) <= columns) {
      used += width(line.charAt(end));
      end++;
    }
    return end == line.length() ? line : line.substring(0, Math.max(0, end - 1)) + "…";
  }

  private static int width(String text) {
    return text.chars().map(Paper::width).sum();
  }

  /** Korean, Chinese and Japanese characters take two columns of a terminal. */
  private static int width(int character) {
    boolean isWide =
        Character.isIdeographic(character)
            || Character.UnicodeScript.of(character) == Character.UnicodeScript.HANGUL;
    return isWide ? 2 : 1;
  }
}
