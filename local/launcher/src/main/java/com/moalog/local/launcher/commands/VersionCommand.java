package com.moalog.local.launcher.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what this is. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    System.out.println(
        "moalog " + (version == null ? "unpackaged" : version) + ", Java " + Runtime.version());
    return 0;
  }
}
