package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.console.ConsoleCommand;
import com.moalog.local.launcher.demo.DemoCommand;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** All commands of the front door. A failure is one line for each fault on standard error. */
public final class Commands {

  private static final int COLUMNS = 100;

  private Commands() {}

  @Command(
      name = "./moalog",
      description = "Runs the Moalog platform on this machine.",
      synopsisSubcommandLabel = "COMMAND")
  private static final class Root {}

  /** The command line, ready to execute. */
  public static CommandLine of(Home home, Map<String, String> environment) {
    Platform platform = new Platform(home, environment);
    CommandLine line =
        new CommandLine(new Root())
            .addSubcommand(new UpCommand(platform))
            .addSubcommand(new StatusCommand(platform))
            .addSubcommand(new DownCommand(platform))
            .addSubcommand(new StopCommand(platform))
            .addSubcommand(new StartCommand(platform))
            .addSubcommand(new RestartCommand(platform))
            .addSubcommand(new LogsCommand(platform))
            .addSubcommand(new SeedCommand(platform))
            .addSubcommand(new BackupCommand(platform))
            .addSubcommand(new RestoreCommand(platform))
            .addSubcommand(new DemoCommand(platform::addresses))
            .addSubcommand(new ConsoleCommand(platform::settings, platform.supervisor()))
            .addSubcommand(new CleanCommand(platform))
            .addSubcommand(new VersionCommand());
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().mixinStandardHelpOptions(true));
    return line.setUsageHelpWidth(COLUMNS)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Commands::refuse)
        .setExecutionExceptionHandler(Commands::explain);
  }

  private static int refuse(CommandLine.ParameterException fault, String[] arguments) {
    String name = fault.getCommandLine().getCommandName();
    System.err.println("moalog: " + fault.getMessage() + "; see ./moalog " + name + " --help");
    return ExitCode.USAGE;
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    switch (failure) {
      case CommandFailure expected ->
          expected.lines().forEach(fault -> System.err.println("moalog: " + fault));
      case IOException fault -> System.err.println("moalog: " + describe(fault));
      default -> throw failure;
    }
    return ExitCode.SOFTWARE;
  }

  /** The JDK's message is often only a path; the kind of fault makes it a sentence. */
  private static String describe(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    return fault.getClass() == IOException.class
        ? message
        : fault.getClass().getSimpleName() + ": " + message;
  }
}
