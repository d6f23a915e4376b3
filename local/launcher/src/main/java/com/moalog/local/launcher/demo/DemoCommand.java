package com.moalog.local.launcher.demo;

import com.moalog.local.launcher.Addresses;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Tells the demo to whoever watches; the first unexpected answer ends it with one line. */
@Command(
    name = "demo",
    description =
        "Two members run a whole retrospective over real HTTP, with a PDF and a paid plan.")
public final class DemoCommand implements Callable<Integer> {

  private final Callable<Addresses> platform;

  /**
   * A demo of the platform at these addresses, which are asked for only when the command runs.
   *
   * @param platform fails with what is wrong with the settings
   */
  public DemoCommand(Callable<Addresses> platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws Exception {
    Addresses addresses = platform.call();
    // The story is Korean in places, whatever the locale of the terminal says.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (Storyteller teller = new Storyteller(out, hasColour())) {
      new Demo(addresses, teller, Clock.systemUTC()).tell();
      return ExitCode.OK;
    } catch (UnexpectedAnswerException failure) {
      out.flush();
      System.err.println("moalog: the demo failed at " + failure.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Its signature still says nullable, and so does NullAway.
  private static boolean hasColour() {
    Console console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }
}
