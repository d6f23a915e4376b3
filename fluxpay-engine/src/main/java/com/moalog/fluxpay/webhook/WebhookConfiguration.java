package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.OwnerStep;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.secret.SecretBox;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import com.moalog.fluxpay.tenant.TenantSeed;
import com.moalog.fluxpay.tenant.TenantSettings;
import com.moalog.kit.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts that notify tenants. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {

  private static final String FIRST_TENANT = "moalog";

  /** After the tenants exist; the variables win over the file of tenants. */
  @Bean
  OwnerStep firstTarget(
      WebhookSettings settings, TenantSettings tenants, SecretBox box, SecureRandom random) {
    List<FirstTarget.Given> targets = new ArrayList<>();
    for (TenantSeed seed : tenants.seeds()) {
      seed.webhookUrl()
          .map(url -> new FirstTarget.Given(seed.id().value(), url, Optional.empty()))
          .ifPresent(targets::add);
    }
    settings
        .firstTarget()
        .map(own -> new FirstTarget.Given(FIRST_TENANT, own.url(), Optional.of(own.secret())))
        .ifPresent(targets::add);
    return new FirstTarget(targets, box, random);
  }

  @Bean
  Webhooks webhooks(JsonMapper json, IdSource ids, Tasks tasks) {
    return new Webhooks(json, ids, tasks);
  }

  @Bean
  AddressGuard addressGuard(WebhookSettings settings) {
    return new AddressGuard(settings.privateAllowed());
  }

  @Bean
  Secrets webhookSecrets(SecretBox box, SecureRandom random) {
    return new Secrets(box, random);
  }

  @Bean
  HostCircuits hostCircuits(InstantSource clock, MeterRegistry meters) {
    HostCircuits circuits = new HostCircuits(clock);
    Gauge.builder("resilience4j.circuitbreaker.state", circuits, HostCircuits::open)
        .description("How many receivers of notifications are not called for a while")
        .tags("name", "webhook", "state", "open")
        .register(meters);
    return circuits;
  }

  @Bean
  Sender webhookSender(
      WebhookSettings settings,
      AddressGuard guard,
      HostCircuits circuits,
      Sender.Surroundings surroundings) {
    return new Sender(guard, circuits, settings.limit(), surroundings);
  }

  @Bean
  Sender.Surroundings webhookSenderSurroundings(InstantSource clock, Tracing tracing) {
    return new Sender.Surroundings(clock, tracing);
  }

  @Bean
  TaskHandler webhookDelivery(
      TenantTransactions transactions,
      Secrets secrets,
      Sender sender,
      WebhookSettings settings,
      SecureRandom random) {
    return new WebhookDelivery(transactions, secrets, sender, new RetryPlan(settings, random));
  }

  @Bean
  WebhookDesk.Surroundings webhookSurroundings(Tasks tasks, Audit audit, InstantSource clock) {
    return new WebhookDesk.Surroundings(tasks, audit, clock);
  }

  @Bean
  WebhookController webhookController(
      TenantTransactions transactions,
      Secrets secrets,
      AddressGuard guard,
      WebhookDesk.Surroundings surroundings,
      Answers answers) {
    return new WebhookController(
        new WebhookDesk(transactions, secrets, guard, surroundings), answers);
  }
}
