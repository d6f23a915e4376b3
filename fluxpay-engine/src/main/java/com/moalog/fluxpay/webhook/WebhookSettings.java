package com.moalog.fluxpay.webhook;

import com.moalog.kit.settings.Variables;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How tenants are notified.
 *
 * @param firstTarget address and secret that the environment gives to tenant {@code moalog}
 * @param privateAllowed whether private and loopback addresses may be notified
 * @param quickRetries tries after the first that follow within seconds
 * @param firstDelay pause before the first of them; each next one doubles it
 * @param longestDelay longest of these pauses
 * @param limit longest time for one try
 */
public record WebhookSettings(
    Optional<Target> firstTarget,
    boolean privateAllowed,
    int quickRetries,
    Duration firstDelay,
    Duration longestDelay,
    Duration limit) {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSettings.class);
  private static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);
  private static final int RETRIES_MOST = 20;
  static final int URL_LIMIT = 500;

  /** An address and the secret its notifications are signed with. */
  public record Target(String url, String secret) {
    @Override
    public String toString() {
      return url;
    }
  }

  public static WebhookSettings from(Variables variables) {
    readTolerance(variables);
    return new WebhookSettings(
        target(variables),
        variables.flag("WEBHOOK_ALLOW_PRIVATE", false),
        variables.number("FLUXPAY_WEBHOOK_MAX_RETRIES", 5, 0, RETRIES_MOST),
        variables.duration("FLUXPAY_WEBHOOK_INITIAL_DELAY", Duration.ofSeconds(1)),
        variables.duration("FLUXPAY_WEBHOOK_MAX_DELAY", Duration.ofSeconds(16)),
        variables.duration("FLUXPAY_WEBHOOK_TIMEOUT", Duration.ofSeconds(10)));
  }

  /** It is for receivers to say how old a signature may be, so there is nothing to do with it. */
  private static void readTolerance(Variables variables) {
    Duration tolerance = variables.duration("FLUXPAY_WEBHOOK_SIGNATURE_TOLERANCE", USUAL_TOLERANCE);
    if (!tolerance.equals(USUAL_TOLERANCE)) {
      LOG.warn("FLUXPAY_WEBHOOK_SIGNATURE_TOLERANCE changes nothing: receivers decide it");
    }
  }

  private static Optional<Target> target(Variables variables) {
    String url = variables.text("FLUXPAY_WEBHOOK_URL", "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String secret = variables.required("FLUXPAY_WEBHOOK_SECRET");
    variables.address("FLUXPAY_WEBHOOK_URL", "http://localhost");
    if (url.length() > URL_LIMIT) {
      variables.fault("FLUXPAY_WEBHOOK_URL", "must have at most " + URL_LIMIT + " characters");
    }
    return Optional.of(new Target(url, secret));
  }
}
