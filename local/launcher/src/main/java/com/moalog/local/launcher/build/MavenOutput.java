package com.moalog.local.launcher.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands the lines that Maven prints in batch mode. Not thread-safe. */
final class MavenOutput {

  private static final Pattern MODULE =
      Pattern.compile("\\[INFO] Building (.+) \\S+\\s+\\[(\\d+)/(\\d+)]");
  private static final Pattern DOWNLOADED = Pattern.compile("(?:\\[INFO] )?Downloaded from .*");
  private static final String NOTICE = "moalog: ";
  private static final Pattern TEST_CLASS =
      Pattern.compile("\\[(?:INFO|ERROR|WARNING)] Tests run: .* -- in (\\S+)");
  private static final Pattern FAULT = Pattern.compile("\\[ERROR] (?!\\s*(?:->|$))(.+)");
  private static final Pattern NO_CAUSE =
      Pattern.compile(
          "COMPILATION ERROR|^-+$|^\\d+ errors?|To see the full stack|^Tests run:.*|^Failures:|^Errors:");

  private static final Pattern SOURCE_WARNING = Pattern.compile("\\[WARNING] (\\S+\\.java:\\[.+)");
  private static final String WARNINGS_ARE_ERRORS = "warnings found and -Werror specified";

  private String module = "";
  private String sourceWarning = "";
  private Optional<String> firstFault = Optional.empty();
  private int downloads;

  /** What a line means to somebody who waits. */
  sealed interface Event {
    record ModuleStarted(String name, int number, int count) implements Event {}

    record Download(int total) implements Event {}

    record TestClass(String line) implements Event {}

    record Fault(String text) implements Event {}

    /** What a step of the build has to say to people, not only to its log. */
    record Notice(String text) implements Event {}

    record Noise() implements Event {}
  }

  Event read(String line) {
    Matcher started = MODULE.matcher(line);
    if (started.lookingAt()) {
      module = started.group(1);
      return new Event.ModuleStarted(
          module, Integer.parseInt(started.group(2)), Integer.parseInt(started.group(3)));
    }
    if (line.startsWith(NOTICE)) {
      return new Event.Notice(line);
    }
    if (DOWNLOADED.matcher(line).matches()) {
      downloads++;
      return new Event.Download(downloads);
    }
    if (TEST_CLASS.matcher(line).matches()) {
      return new Event.TestClass(line);
    }
    Matcher warning = SOURCE_WARNING.matcher(line);
    if (warning.matches()) {
      sourceWarning = warning.group(1);
    }
    Matcher fault = FAULT.matcher(line);
    if (fault.matches()) {
      return readFault(fault.group(1).strip());
    }
    return new Event.Noise();
  }

  private Event readFault(String text) {
    if (firstFault.isEmpty() && !NO_CAUSE.matcher(text).find()) {
      String where = module.isEmpty() ? "" : module + ": ";
      firstFault = Optional.of(where + (text.equals(WARNINGS_ARE_ERRORS) ? sourceWarning : text));
    }
    return new Event.Fault(text);
  }

  /** The first error with the module it belongs to. */
  Optional<String> firstFault() {
    return firstFault;
  }
}
