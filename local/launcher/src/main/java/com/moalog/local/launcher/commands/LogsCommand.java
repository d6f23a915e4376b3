package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the end of the logs. */
@Command(name = "logs", description = "Show the logs of one part or of all.")
final class LogsCommand implements Callable<Integer> {

  private static final int POLL_MILLIS = 250;
  private static final int MAX_LINES = 100_000;

  private final Platform platform;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "a part, launcher or build")
  private String part = "";

  @Option(names = "-f", description = "go on with new lines until Ctrl-C")
  private boolean isFollowing;

  @Option(names = "-n", paramLabel = "LINES", description = "how many lines, ${DEFAULT-VALUE}")
  private int lines = 100;

  LogsCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    if (lines < 0 || lines > MAX_LINES) {
      throw new CommandFailure("-n takes 0 to " + MAX_LINES + " lines");
    }
    List<LogTail> tails = tails();
    for (LogTail tail : tails) {
      tail.last(lines).forEach(System.out::println);
    }
    while (isFollowing) {
      for (LogTail tail : tails) {
        tail.added().forEach(System.out::println);
      }
      Thread.sleep(POLL_MILLIS);
    }
    return 0;
  }

  private List<LogTail> tails() throws IOException, CommandFailure {
    Home home = platform.home();
    if (!part.isEmpty()) {
      if (!part.equals("launcher") && !part.equals("build")) {
        Platform.requirePart(part);
      }
      if (!Files.exists(home.log(part))) {
        throw new CommandFailure(part + " has no log yet");
      }
      return List.of(new LogTail(home.log(part), ""));
    }
    List<LogTail> tails = new ArrayList<>();
    if (Files.isDirectory(home.logs())) {
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(home.logs(), "*.log")) {
        for (Path log : logs) {
          String name = log.getFileName().toString().replaceFirst("\\.log$", "");
          if (!name.equals("build")) {
            tails.add(new LogTail(log, String.format("%-16s | ", name)));
          }
        }
      }
    }
    if (tails.isEmpty()) {
      throw new CommandFailure("there are no logs yet: run ./moalog up");
    }
    return tails;
  }
}
