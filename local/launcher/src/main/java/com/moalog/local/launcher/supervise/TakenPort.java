package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.launcher.process.PortHolder;

/** The one line about a port that somebody else has. */
public final class TakenPort {

  private TakenPort() {}

  /** Names the port, the part, the process that holds it if visible, and the way out. */
  public static String describe(String part, Part.NamedPort named) {
    String holder = PortHolder.of(named.port()).map(PortHolder::describe).orElse("another process");
    return "port %d of %s is taken by %s: stop it, or set %s in .env"
        .formatted(named.port(), part, holder, named.variable());
  }
}
