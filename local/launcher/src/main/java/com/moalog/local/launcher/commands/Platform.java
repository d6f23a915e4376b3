package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.Addresses;
import com.moalog.local.launcher.demo.DemoCommand;
import com.moalog.local.launcher.parts.ContainerParts;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import com.moalog.local.launcher.supervise.ControlClient;
import com.moalog.local.servers.MySqlServer;
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

  /** Where the demo finds everything. */
  DemoCommand.Place demoPlace() throws IOException, CommandFailure {
    Settings settings = settings();
    String database =
        "jdbc:mysql://127.0.0.1:%d/%s".formatted(settings.port("MYSQL_PORT"), MySqlServer.SCHEMA);
    return new DemoCommand.Place(
        Addresses.of(home, settings), database, "root", settings.text("MYSQL_ROOT_PASSWORD"));
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
