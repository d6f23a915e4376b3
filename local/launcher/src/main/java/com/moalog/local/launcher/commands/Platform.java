package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.Addresses;
import com.moalog.local.launcher.parts.ContainerParts;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import com.moalog.local.launcher.supervise.ControlClient;
import java.io.IOException;
import java.util.Map;

/**
 * What every command works on.
 *
 * @param environment the environment of this process
 */
record Platform(Home home, Map<String, String> environment) {

  Platform {
    environment = Map.copyOf(environment);
  }

  ControlClient supervisor() {
    return new ControlClient(home);
  }

  Settings settings() throws IOException, CommandFailure {
    try {
      return Settings.load(home, environment);
    } catch (SettingsException e) {
      throw new CommandFailure(e.faults());
    }
  }

  /** Where a client finds the parts. */
  Addresses addresses() throws IOException, CommandFailure {
    return Addresses.of(home, settings());
  }

  /** Refuses a name that is no part of this machine. */
  static void requirePart(String name) throws CommandFailure {
    if (ContainerParts.names().contains(name)) {
      throw new CommandFailure(name + " runs in containers only (MODE=compose)");
    }
    if (!Parts.names().contains(name)) {
      throw new CommandFailure(
          "unknown service " + name + "; there are " + String.join(", ", Parts.names()));
    }
  }
}
