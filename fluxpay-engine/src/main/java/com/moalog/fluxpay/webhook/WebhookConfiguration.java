package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.OwnerStep;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.Tasks;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts that notify tenants. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {

  @Bean
  SecretBox secretBox(WebhookSettings settings, SecureRandom random) {
    return new SecretBox(settings.encryptionKey(), random);
  }

  @Bean
  OwnerStep firstTarget(WebhookSettings settings, SecretBox box) {
    return new FirstTarget(settings.firstTarget(), box);
  }

  @Bean
  Webhooks webhooks(JsonMapper json, IdSource ids, Tasks tasks) {
    return new Webhooks(json, ids, tasks);
  }

  @Bean
  Sender webhookSender(WebhookSettings settings, InstantSource clock) {
    return new Sender(new AddressGuard(settings.privateAllowed()), settings.limit(), clock);
  }

  @Bean
  TaskHandler webhookDelivery(
      TenantTransactions transactions,
      SecretBox box,
      Sender sender,
      WebhookSettings settings,
      SecureRandom random) {
    return new WebhookDelivery(transactions, box, sender, new RetryPlan(settings, random));
  }
}
