package com.moalog.local.launcher.console;

import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.supervise.ControlClient;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Serves the console until Ctrl-C. */
@Command(
    name = "console",
    description = "Serve a page that shows how the platform is, until Ctrl-C.")
public final class ConsoleCommand implements Callable<Integer> {

  private final Callable<Settings> settings;
  private final ControlClient supervisor;

  /**
   * The console of one platform.
   *
   * @param settings fails with what is wrong with them
   */
  public ConsoleCommand(Callable<Settings> settings, ControlClient supervisor) {
    this.settings = settings;
    this.supervisor = supervisor;
  }

  @Override
  public Integer call() throws Exception {
    Settings known = settings.call();
    View view =
        new View(
            new Metrics(known.port("PROMETHEUS_PORT")),
            () ->
                supervisor
                    .send("status", _ -> {})
                    .map(ControlClient.Answer::parts)
                    .orElse(List.of()),
            Clock.systemUTC());
    try (ConsoleServer server = new ConsoleServer(view, known.port("CONSOLE_PORT"))) {
      System.out.println("Console: http://localhost:" + server.port() + "   (Ctrl-C ends it)");
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }
}
