package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.util.List;

/** A supervisor over two fake parts, in a process of its own so that a test can kill it. */
final class FakePlatform {

  private FakePlatform() {}

  static void main() throws IOException {
    Home home = Home.of(System.getenv());
    FakeServer database = FakeServer.sleeping("database", home.root()).healthy();
    FakeServer service = FakeServer.sleeping("service", home.root()).healthy();
    System.exit(
        SupervisorMain.supervise(home, List.of(database.store(), service.part()), "fingerprint"));
  }
}
