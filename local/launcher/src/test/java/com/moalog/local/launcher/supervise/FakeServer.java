package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.parts.Part;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A part as light as a shell: healthy while a file with its name lies in a folder, so a test
 * decides, and so does another process.
 */
record FakeServer(String name, Path folder, String script) implements LocalServer {

  static FakeServer sleeping(String name, Path folder) {
    return new FakeServer(name, folder, "echo started; exec sleep 600");
  }

  Part part(Part.Need... needs) {
    return new Part(this, Part.Tier.APPLICATION, List.of(needs), List.of(), "nowhere");
  }

  Part store() {
    return new Part(this, Part.Tier.STORE, List.of(), List.of(), "nowhere");
  }

  Part watching() {
    return new Part(this, Part.Tier.MONITORING, List.of(), List.of(), "nowhere");
  }

  FakeServer healthy() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".healthy"), "");
    return this;
  }

  FakeServer unhealthy() throws IOException {
    Files.deleteIfExists(folder.resolve(name + ".healthy"));
    return this;
  }

  FakeServer broken(boolean isBroken) throws IOException {
    Files.createDirectories(folder);
    Path mark = folder.resolve(name + ".broken");
    if (isBroken) {
      Files.writeString(mark, "");
    } else {
      Files.deleteIfExists(mark);
    }
    return this;
  }

  /** Its preparation meets a defect of the launcher. */
  FakeServer faulty() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".faulty"), "");
    return this;
  }

  @Override
  public int port() {
    return 1;
  }

  @Override
  public void prepare() throws IOException {
    if (Files.exists(folder.resolve(name + ".faulty"))) {
      throw new IllegalStateException("a defect");
    }
    if (Files.exists(folder.resolve(name + ".broken"))) {
      throw new IOException("No space left on device: " + folder);
    }
  }

  @Override
  public Command command() {
    return new Command(List.of("/bin/sh", "-c", script), Map.of("FAKE", name), folder);
  }

  @Override
  public boolean isHealthy() {
    return Files.exists(folder.resolve(name + ".healthy"));
  }
}
