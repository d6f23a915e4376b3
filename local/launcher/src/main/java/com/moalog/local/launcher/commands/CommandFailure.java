package com.moalog.local.launcher.commands;

import java.util.List;

/** A command cannot do what it was asked for; the lines say why and what to do. */
final class CommandFailure extends Exception {

  private final transient List<String> lines;

  CommandFailure(String line) {
    this(List.of(line));
  }

  CommandFailure(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  List<String> lines() {
    return lines;
  }
}
