package com.moalog.rjmx.posix;

import com.moalog.rjmx.cli.Program;

/** The native binary's entry. */
final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    PosixHost host = new PosixHost();
    PosixNetwork network = new PosixNetwork(host.signalFile());
    Posix.exit(new Program(host, network).run(arguments));
  }
}
