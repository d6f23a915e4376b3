package com.moalog.server;

import com.moalog.kit.settings.BadVariablesException;
import com.moalog.kit.tracing.BadTracingSettingsException;
import com.moalog.kit.tracing.Tracing;
import java.security.Security;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;

/** The Moalog server: retrospectives of teams over HTTP. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class, proxyBeanMethods = false)
public class MoalogServer {

  /** How long an address of another service is remembered, so that a moved one is found again. */
  private static final String NAME_CACHE_SECONDS = "5";

  /** How long a name that was not found is not looked up again. */
  private static final String MISSING_NAME_CACHE_SECONDS = "1";

  /** Starts the server with the process's environment; ends with 1 when that is not usable. */
  public static void main(String[] arguments) {
    forgetAddressesSoon();
    try {
      start(System.getenv());
    } catch (BadVariablesException | BadTracingSettingsException refused) {
      System.err.println("moalog-server cannot start: " + refused.getMessage());
      System.exit(1);
    }
  }

  /** A service that was not there, or is elsewhere now, is found again within seconds. */
  static void forgetAddressesSoon() {
    Security.setProperty("networkaddress.cache.ttl", NAME_CACHE_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", MISSING_NAME_CACHE_SECONDS);
  }

  /**
   * Starts the server.
   *
   * @param environment the variables that configure it
   * @return the running server; closing it stops gracefully
   * @throws BadVariablesException naming every variable that is missing or malformed
   * @throws BadTracingSettingsException when the {@code OTEL_*} variables make no sense
   */
  public static ConfigurableApplicationContext start(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    Tracing tracing = Tracing.of("moalog-server", environment);
    SpringApplication application = new SpringApplication(MoalogServer.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(settings.framework());
    application.addInitializers((GenericApplicationContext context) -> {
      settings.parts().forEach(part -> register(context, part));
      context.registerBean(Tracing.class, () -> tracing);
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
}
