package com.moalog.local.launcher;

import com.moalog.local.launcher.commands.Commands;
import com.moalog.local.launcher.settings.Home;

/** The program behind {@code ./moalog}. */
final class Main {

  private Main() {}

  static void main(String[] arguments) {
    System.exit(Commands.of(Home.of(System.getenv()), System.getenv()).execute(arguments));
  }
}
