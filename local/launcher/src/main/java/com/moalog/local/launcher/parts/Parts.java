package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Secrets;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

/** The platform on this machine: a list of its parts. */
public final class Parts {

  private Parts() {}

  /** Every part that runs on this machine, stores first. */
  public static List<Part> of(Home home, Settings settings) throws IOException, SettingsException {
    Stores stores = new Stores(home, settings);
    Services services = new Services(home, settings, Secrets.open(home, new SecureRandom()));
    return List.of(
        stores.redis(),
        stores.mysql(),
        stores.postgres(),
        stores.kafka(),
        services.rateLimiter(),
        services.sandbox(),
        services.fluxpayEngine(),
        services.moalogServer());
  }

  /** The names of {@link #of}, which need no configuration. */
  public static List<String> names() {
    return List.of(
        "redis",
        "mysql",
        "fluxpay-postgres",
        "fluxpay-kafka",
        "rate-limiter",
        "sandbox",
        "fluxpay-engine",
        "moalog-server");
  }
}
