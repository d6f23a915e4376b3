package com.moalog.ratelimiter.server;

import ch.qos.logback.classic.Level;
import com.moalog.kit.tracing.BadTracingSettingsException;
import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import com.moalog.ratelimiter.server.settings.ActuatorSettings;
import com.moalog.ratelimiter.server.settings.BadSettingsException;
import com.moalog.ratelimiter.server.settings.Settings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the rate limiter as its environment says. */
public final class RateLimiterServer {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimiterServer.class);

  private RateLimiterServer() {}

  /** Runs until the process is told to stop; exits with 1 and one line when it cannot start. */
  public static void main(String[] arguments) {
    try {
      Settings settings = Settings.ofProcess();
      if (settings.actuator().detailsAlways()) {
        showDebugLines();
      }
      Tracing tracing = Tracing.of("rate-limiter", System.getenv());
      Ending ending = new Ending();
      AtomicReference<Runnable> readRules = new AtomicReference<>(() -> {});
      expectSignals(settings, ending, readRules);
      RunningServer server = RunningServer.start(settings, tracing);
      ending.add(server::close);
      ending.add(tracing::close);
      readRules.set(server::readRulesAgain);
      if (settings.actuator().password().equals(ActuatorSettings.DEFAULT_PASSWORD)) {
        LOG.warn("The operator's password is the default one; set ACTUATOR_PASSWORD");
      }
      LOG.info("Listening on {}:{}", settings.http().address(), server.port());
      if (settings.grpc().enabled()) {
        LOG.info("Listening for gRPC on {}:{}", settings.http().address(), server.grpcPort());
      }
    } catch (BadSettingsException
        | BadTracingSettingsException
        | RulesFileException
        | IOException e) {
      LOG.error("Cannot start: {}", e.getMessage());
      System.err.println("rate-limiter cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Before anything starts, so that a signal never meets the JVM's own way of ending. */
  private static void expectSignals(
      Settings settings, Ending ending, AtomicReference<Runnable> readRules) {
    Runtime.getRuntime().addShutdownHook(new Thread(ending::reach, "shutdown"));
    ProcessSignal.TERMINATE.handle(() -> System.exit(ending.reach()));
    if (settings.limits().rulesFile() != null) {
      // Rules that change during the start are read by the start.
      ProcessSignal.HANG_UP.handle(() -> readRules.get().run());
    }
  }

  /** For people who develop: with the profiles {@code local} and {@code test}. */
  private static void showDebugLines() {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("com.moalog")).setLevel(Level.DEBUG);
  }
}
