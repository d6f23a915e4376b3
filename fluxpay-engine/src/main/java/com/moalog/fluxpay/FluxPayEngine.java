package com.moalog.fluxpay;

import com.moalog.fluxpay.access.AccessConfiguration;
import com.moalog.fluxpay.audit.AuditConfiguration;
import com.moalog.fluxpay.checkout.CheckoutConfiguration;
import com.moalog.fluxpay.credit.CreditConfiguration;
import com.moalog.fluxpay.database.DatabaseConfiguration;
import com.moalog.fluxpay.database.UnusableDatabaseException;
import com.moalog.fluxpay.http.HttpConfiguration;
import com.moalog.fluxpay.idempotency.IdempotencyConfiguration;
import com.moalog.fluxpay.inbound.InboundConfiguration;
import com.moalog.fluxpay.latecapture.LateCaptureConfiguration;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.operations.OperationsConfiguration;
import com.moalog.fluxpay.order.OrderConfiguration;
import com.moalog.fluxpay.outbox.OutboxConfiguration;
import com.moalog.fluxpay.payment.PaymentConfiguration;
import com.moalog.fluxpay.ratelimit.RateLimitConfiguration;
import com.moalog.fluxpay.reconciliation.ReconciliationConfiguration;
import com.moalog.fluxpay.refund.RefundConfiguration;
import com.moalog.fluxpay.saga.SagaConfiguration;
import com.moalog.fluxpay.secret.SecretBox;
import com.moalog.fluxpay.secret.SecretSettings;
import com.moalog.fluxpay.subscription.SubscriptionConfiguration;
import com.moalog.fluxpay.task.TaskConfiguration;
import com.moalog.fluxpay.tenant.TenantConfiguration;
import com.moalog.fluxpay.toss.TossConfiguration;
import com.moalog.fluxpay.webhook.WebhookConfiguration;
import com.moalog.kit.settings.BadVariablesException;
import com.moalog.kit.tracing.BadTracingSettingsException;
import com.moalog.kit.tracing.Tracing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The payment engine of the platform over HTTP. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
@Import({
  DatabaseConfiguration.class,
  HttpConfiguration.class,
  TenantConfiguration.class,
  IdempotencyConfiguration.class,
  TaskConfiguration.class,
  AuditConfiguration.class,
  OutboxConfiguration.class,
  LateCaptureConfiguration.class,
  AccessConfiguration.class,
  RateLimitConfiguration.class,
  WebhookConfiguration.class,
  TossConfiguration.class,
  OrderConfiguration.class,
  PaymentConfiguration.class,
  RefundConfiguration.class,
  CreditConfiguration.class,
  SagaConfiguration.class,
  CheckoutConfiguration.class,
  InboundConfiguration.class,
  ReconciliationConfiguration.class,
  SubscriptionConfiguration.class,
  OperationsConfiguration.class
})
public class FluxPayEngine {

  /** Starts the engine with the process's environment; ends with 1 when that is not usable. */
  public static void main(String[] arguments) {
    try {
      start(System.getenv());
    } catch (BadVariablesException | BadTracingSettingsException refused) {
      refuse(refused.getMessage());
    } catch (ApplicationContextException failed) {
      if (!(failed.getCause() instanceof UnusableDatabaseException)
          && !(failed.getCause() instanceof PortInUseException)) {
        throw failed;
      }
      refuse(failed.getCause().getMessage());
    }
  }

  private static void refuse(@Nullable String reason) {
    System.err.println("fluxpay-engine cannot start: " + reason);
    System.exit(1);
  }

  /**
   * Starts the engine.
   *
   * @param environment the variables that configure it
   * @return the running engine; closing it stops gracefully
   * @throws BadVariablesException naming every variable that is missing or malformed
   * @throws BadTracingSettingsException when the {@code OTEL_*} variables make no sense
   */
  public static ConfigurableApplicationContext start(Map<String, String> environment) {
    return start(environment, _ -> {});
  }

  /**
   * Starts the engine with other parts.
   *
   * @param parts adds beans, as primary ones where they stand in for the engine's own
   */
  public static ConfigurableApplicationContext start(
      Map<String, String> environment, Consumer<GenericApplicationContext> parts) {
    Settings settings = Settings.read(environment);
    Tracing tracing = Tracing.of("fluxpay-engine", environment);
    SpringApplication application = new SpringApplication(FluxPayEngine.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(settings.framework());
    application.addInitializers((GenericApplicationContext context) -> {
      settings.parts().forEach(part -> register(context, part));
      context.registerBean(Tracing.class, () -> tracing);
      parts.accept(context);
    });
    return application.run();
  }

  private static <T extends Record> void register(GenericApplicationContext context, T part) {
    @SuppressWarnings("unchecked") // an object's class is the class of its type
    Class<T> type = (Class<T>) part.getClass();
    context.registerBean(type, () -> part);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Waiting waiting() {
    return Waiting.REAL;
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  IdSource idSource(Clock clock, SecureRandom random) {
    return new IdSource(clock, random);
  }

  @Bean
  SecretBox secretBox(SecretSettings settings, SecureRandom random) {
    return new SecretBox(settings, random);
  }

  /** What happens when the database turns out unusable after the port opened. */
  @Bean
  Runnable fatal() {
    return () -> System.exit(1);
  }
}
