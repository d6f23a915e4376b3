package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which notifications that were given up are to be sent again. */
sealed interface RetryWish {

  int IDS_MOST = 100;

  /** An id of the form {@code whk_} and 32 digits. */
  int ID_LENGTH = 36;

  /** These ones. */
  record Named(List<String> webhookIds) implements RetryWish {
    public Named {
      webhookIds = List.copyOf(webhookIds);
    }
  }

  /** Those that were made in a stretch of time; {@code until} is outside of it. */
  record Between(Instant from, Instant until) implements RetryWish {}

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static RetryWish from(JsonBody body) {
    Fields fields = new Fields(body);
    List<String> ids = fields.texts("webhookIds", IDS_MOST, ID_LENGTH);
    Optional<String> status = fields.text("status", ID_LENGTH);
    Optional<Instant> from = fields.instant("from");
    Optional<Instant> until = fields.instant("to");
    boolean ranged = status.isPresent() && from.isPresent() && until.isPresent();
    if (ids.isEmpty() == !ranged) {
      fields.fault("webhookIds", "either some ids, or status, from and to");
    }
    if (status.isPresent() && !status.get().equals(WebhookStatus.FAILED.name())) {
      fields.fault("status", "must be FAILED: others are sent by themselves");
    }
    fields.refuseFaults();
    return ranged ? new Between(from.orElseThrow(), until.orElseThrow()) : new Named(ids);
  }
}
