package com.moalog.fluxpay;

import com.moalog.fluxpay.access.AccessSettings;
import com.moalog.fluxpay.credit.CreditSettings;
import com.moalog.fluxpay.database.DatabaseSettings;
import com.moalog.fluxpay.http.HttpSettings;
import com.moalog.fluxpay.idempotency.IdempotencySettings;
import com.moalog.fluxpay.idempotency.ReplaySettings;
import com.moalog.fluxpay.order.OrderSettings;
import com.moalog.fluxpay.outbox.OutboxSettings;
import com.moalog.fluxpay.payment.PaymentLifetimes;
import com.moalog.fluxpay.payment.PaymentSettings;
import com.moalog.fluxpay.ratelimit.RateLimitSettings;
import com.moalog.fluxpay.reconciliation.ReconciliationSettings;
import com.moalog.fluxpay.refund.RefundSettings;
import com.moalog.fluxpay.saga.SagaSettings;
import com.moalog.fluxpay.secret.SecretSettings;
import com.moalog.fluxpay.subscription.SubscriptionSettings;
import com.moalog.fluxpay.tenant.TenantSettings;
import com.moalog.fluxpay.toss.TossSettings;
import com.moalog.fluxpay.webhook.WebhookSettings;
import com.moalog.kit.settings.Variables;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be configured, one record per part.
 *
 * @param parts the settings records; each becomes a bean
 * @param framework properties for Spring Boot
 */
record Settings(List<Record> parts, Map<String, Object> framework) {

  Settings {
    parts = List.copyOf(parts);
    framework = Map.copyOf(framework);
  }

  /**
   * Reads and checks all variables.
   *
   * @throws com.moalog.kit.settings.BadVariablesException naming every bad one
   */
  static Settings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    HttpSettings http = HttpSettings.from(variables);
    List<Record> parts =
        List.of(
            http,
            DatabaseSettings.from(variables),
            TenantSettings.from(variables),
            IdempotencySettings.from(variables),
            ReplaySettings.from(variables),
            OrderSettings.from(variables),
            PaymentSettings.from(variables),
            PaymentLifetimes.from(variables),
            RefundSettings.from(variables),
            ReconciliationSettings.from(variables),
            TossSettings.from(variables),
            OutboxSettings.from(variables),
            SecretSettings.from(variables),
            SagaSettings.from(variables),
            CreditSettings.from(variables),
            SubscriptionSettings.from(variables),
            AccessSettings.from(variables),
            RateLimitSettings.from(variables),
            WebhookSettings.from(variables));
    variables.refuseFaults();
    return new Settings(
        parts, Map.of("server.port", http.port(), "server.address", http.address()));
  }
}
