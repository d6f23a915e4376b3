package com.moalog.sandbox;

import com.moalog.sandbox.SandboxSettings.BadSettingsException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox as a process: settings from the environment, JSON log lines on standard output. */
final class Main {

  private Main() {}

  static void main() {
    // Not called logback.xml, so that it never configures a test that has the sandbox on its path.
    System.setProperty("logback.configurationFile", "sandbox-logback.xml");
    Logger log = LoggerFactory.getLogger(Main.class);
    try {
      SandboxServer sandbox = SandboxServer.start(SandboxSettings.read(System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox, log), "stop"));
      log.info("sandbox listens on port {}", sandbox.port());
    } catch (BadSettingsException | IOException cause) {
      log.error("sandbox does not start: {}", cause.getMessage());
      System.exit(1);
    }
  }

  private static void stop(SandboxServer sandbox, Logger log) {
    try {
      sandbox.close();
      log.info("sandbox stopped");
    } catch (IOException failed) {
      log.warn("sandbox did not stop cleanly: {}", failed.toString());
    }
  }
}
