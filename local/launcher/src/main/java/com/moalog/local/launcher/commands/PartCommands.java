package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.supervise.ControlClient;
import java.io.IOException;

/** What {@code start}, {@code stop} and {@code restart} of one part have in common. Stateless. */
final class PartCommands {

  private PartCommands() {}

  static int send(Platform platform, String verb, String part) throws IOException, CommandFailure {
    Platform.requirePart(part);
    Progress progress = verb.equals("stop") ? Progress.stopping() : Progress.starting();
    ControlClient.Answer answer =
        platform
            .supervisor()
            .send(verb + " " + part, progress::show)
            .orElseThrow(() -> new CommandFailure("the platform is down: run ./moalog up"));
    if (!answer.succeeded()) {
      throw new CommandFailure(
          "could not " + verb + " " + part + "; log: " + platform.home().log(part));
    }
    return 0;
  }
}
