package com.moalog.local.launcher.settings;

import java.nio.file.Path;
import java.util.Map;

/**
 * The two folders the launcher works in.
 *
 * @param root the checked-out repository
 * @param state data, logs and process files; {@code .moalog} in the repository unless {@code
 *     MOALOG_STATE_DIR} names another folder
 */
public record Home(Path root, Path state) {

  public Home {
    root = root.toAbsolutePath().normalize();
    state = state.toAbsolutePath().normalize();
  }

  /** The home that the script {@code moalog} hands over as {@code MOALOG_ROOT}. */
  public static Home of(Map<String, String> environment) {
    Path root = Path.of(environment.getOrDefault("MOALOG_ROOT", "."));
    String state = environment.getOrDefault("MOALOG_STATE_DIR", "");
    return new Home(root, state.isEmpty() ? root.resolve(".moalog") : Path.of(state));
  }

  public Path data() {
    return state.resolve("data");
  }

  public Path logs() {
    return state.resolve("logs");
  }

  /** Process files and the supervisor's socket. */
  public Path run() {
    return state.resolve("run");
  }

  /** Programs of the data servers, unpacked once. */
  public Path programs() {
    return state.resolve("cache");
  }

  /** Copies of the services' jars, so that a build never changes what is running. */
  public Path applications() {
    return state.resolve("applications");
  }

  /** Where backups are kept unless somebody names another place. */
  public Path backups() {
    return state.resolve("backups");
  }

  public Path secrets() {
    return state.resolve("secrets.env");
  }

  public Path log(String part) {
    return logs().resolve(part + ".log");
  }
}
