package com.moalog.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the sandbox. Immutable.
 *
 * @param port 0 for any free one
 * @param tossSecretKey what a merchant must present; never a live key
 * @param openaiApiKey what a caller of the chat API must present; empty for any key
 * @param stateFile where payments are kept, empty for memory only
 * @param maxPayments how many payments fit
 * @param seed where the chance of rules starts
 */
public record SandboxSettings(
    String address,
    int port,
    String tossSecretKey,
    String openaiApiKey,
    String stateFile,
    int maxPayments,
    long seed) {

  static final int MAX_MAX_PAYMENTS = 1_000_000;

  /** The variables are wrong; the message says how, all faults at once. */
  public static final class BadSettingsException extends RuntimeException {

    BadSettingsException(List<String> faults) {
      super(String.join("; ", faults));
    }
  }

  public SandboxSettings {
    List<String> faults = new ArrayList<>();
    if (port < 0 || port > 65_535) {
      faults.add("SERVER_PORT is from 0 to 65535, not " + port);
    }
    if (tossSecretKey.startsWith("live_")) {
      faults.add("TOSS_SECRET_KEY is a live key: the sandbox plays with test keys only");
    } else if (tossSecretKey.isBlank()) {
      faults.add("TOSS_SECRET_KEY is empty");
    }
    if (openaiApiKey.startsWith("live_")) {
      faults.add("SANDBOX_OPENAI_API_KEY is a live key");
    }
    if (maxPayments < 1 || maxPayments > MAX_MAX_PAYMENTS) {
      faults.add("SANDBOX_MAX_PAYMENTS is from 1 to " + MAX_MAX_PAYMENTS + ", not " + maxPayments);
    }
    if (!faults.isEmpty()) {
      throw new BadSettingsException(faults);
    }
  }

  /** What a test starts: loopback, any free port, the shipped test key, memory only. */
  public static SandboxSettings forTests() {
    return read(Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", "0"));
  }

  /**
   * Reads environment variables.
   *
   * @throws BadSettingsException if one of them is wrong
   */
  public static SandboxSettings read(Map<String, String> variables) {
    return new SandboxSettings(
        text(variables, "SERVER_ADDRESS", "0.0.0.0"),
        (int) number(variables, "SERVER_PORT", "8089"),
        text(variables, "TOSS_SECRET_KEY", "test_sk_local_dev_dummy"),
        text(variables, "SANDBOX_OPENAI_API_KEY", ""),
        text(variables, "SANDBOX_STATE_FILE", ""),
        (int) number(variables, "SANDBOX_MAX_PAYMENTS", "20000"),
        number(variables, "SANDBOX_SEED", "1"));
  }

  /** The file of the journal, if payments are to outlive the process. */
  Optional<Path> state() {
    return stateFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(stateFile));
  }

  private static String text(Map<String, String> variables, String name, String fallback) {
    String value = variables.getOrDefault(name, "").strip();
    return value.isEmpty() ? fallback : value;
  }

  private static long number(Map<String, String> variables, String name, String fallback) {
    String value = text(variables, name, fallback);
    try {
      return name.equals("SANDBOX_SEED") ? Long.parseLong(value) : Integer.parseInt(value);
    } catch (NumberFormatException notANumber) {
      throw new BadSettingsException(List.of(name + " is not a whole number: " + value));
    }
  }
}
