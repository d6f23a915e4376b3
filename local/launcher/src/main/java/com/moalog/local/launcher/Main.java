package com.moalog.local.launcher;

/** The program behind {@code ./moalog}. */
final class Main {

  private Main() {}

  static void main(String[] arguments) {
    System.exit(arguments.length);
  }
}
