package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import java.net.URI;
import java.util.Optional;

/**
 * Where a tenant wants to be notified.
 *
 * @param rotatingSecret whether it wants a new secret
 */
record ConfigureWish(URI url, boolean rotatingSecret) {

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static ConfigureWish from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<URI> url =
        fields
            .requiredText("url", WebhookSettings.URL_LIMIT)
            .flatMap(text -> {
              try {
                return Optional.of(URI.create(text));
              } catch (IllegalArgumentException malformed) {
                fields.fault("url", "must be an address");
                return Optional.empty();
              }
            });
    boolean rotating = fields.flag("rotateSecret", false);
    fields.refuseFaults();
    return new ConfigureWish(url.orElseThrow(), rotating);
  }
}
