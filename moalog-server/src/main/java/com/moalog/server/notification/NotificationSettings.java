package com.moalog.server.notification;

import com.moalog.kit.settings.Variables;
import java.time.Duration;

/**
 * How notifications are sent.
 *
 * @param timeout of one attempt, from the look-up of the name to the status
 * @param retryPause before the second attempt; each further pause is {@value #GROWTH} times longer
 * @param localAllowed whether plain http and addresses inside this network may be called; never in
 *     production
 * @param publicUrl where people open the page, for links in messages; empty for none
 */
public record NotificationSettings(
    Duration timeout, Duration retryPause, boolean localAllowed, String publicUrl) {

  /**
   * Attempts until a notification is given up: the last comes about three hours after the first.
   */
  static final int ATTEMPTS = 8;

  static final int GROWTH = 4;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int LEASE_TIMEOUTS = 3;

  /** Reads the {@code HOOK_*} variables and {@code PUBLIC_URL}. */
  public static NotificationSettings from(Variables variables) {
    String publicUrl = variables.text("PUBLIC_URL", "");
    return new NotificationSettings(
        variables.duration("HOOK_TIMEOUT", Duration.ofSeconds(10)),
        variables.duration("HOOK_RETRY_PAUSE", Duration.ofSeconds(10)),
        variables.flag("HOOK_ALLOW_LOCAL", false),
        publicUrl.isEmpty() ? "" : variables.address("PUBLIC_URL", publicUrl).toString());
  }

  /** How long a notification belongs to the server that took it; longer than an attempt lasts. */
  Duration lease() {
    return timeout.multipliedBy(LEASE_TIMEOUTS);
  }

  /** The pause after an attempt that failed, before jitter. */
  Duration pauseAfter(int attempt) {
    Duration pause = retryPause;
    for (int earlier = 1; earlier < attempt && pause.compareTo(LONGEST_PAUSE) < 0; earlier++) {
      pause = pause.multipliedBy(GROWTH);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
