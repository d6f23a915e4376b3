package com.moalog.server.fluxpay;

import com.moalog.kit.settings.Variables;
import java.net.URI;

/**
 * How to reach the payment engine and how it proves that a webhook is its own.
 *
 * @param enabled whether it may be called at all
 * @param url its address
 * @param tenant who the server is to it
 * @param webhookSecret shared secret of webhook signatures, may be empty
 * @param unsignedWebhooksAllowed whether webhooks count without a secret
 */
public record FluxpaySettings(
    boolean enabled,
    URI url,
    String tenant,
    String webhookSecret,
    boolean unsignedWebhooksAllowed) {

  /** Reads the {@code FLUXPAY_*} variables. */
  public static FluxpaySettings from(Variables variables) {
    return new FluxpaySettings(
        variables.lenientFlag("FLUXPAY_ENABLED", true),
        variables.address("FLUXPAY_URL", "http://localhost:8081"),
        variables.text("FLUXPAY_TENANT_ID", "moalog"),
        variables.text("FLUXPAY_WEBHOOK_SECRET", ""),
        variables.lenientFlag("FLUXPAY_WEBHOOK_ALLOW_UNSIGNED", false));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "FluxpaySettings[enabled=" + enabled + ", url=" + url + ", tenant=" + tenant + "]";
  }
}
