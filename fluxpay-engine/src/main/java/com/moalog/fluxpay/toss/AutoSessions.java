package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.psp.SessionOpener;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The development port behind {@code TOSS_AUTO_SESSION}: a stand-in for Toss Payments offers {@code
 * POST /__admin/sessions} beside its API. The real one has no such path. Thread-safe.
 */
final class AutoSessions implements SessionOpener {

  private final TossHttp http;
  private final TossSettings settings;

  AutoSessions(TossHttp http, TossSettings settings) {
    this.http = http;
    this.settings = settings;
  }

  @Override
  public boolean isEnabled() {
    return settings.autoSession();
  }

  @Override
  public Optional<String> open(OrderId orderId, Money amount, String method) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("orderId", orderId.toString());
    body.put("amount", amount.amount());
    body.put("currency", amount.currency().name());
    body.put("method", method);
    body.put("authenticated", true);
    URI address = settings.base().resolve("/__admin/sessions");
    return http.postTo(address, body, settings.readLimit()) instanceof Reply.Answered answer
            && answer.isSuccess()
            && answer.body() != null
        ? Optional.of(answer.body().path("paymentKey").asString("")).filter(key -> !key.isEmpty())
        : Optional.empty();
  }
}
