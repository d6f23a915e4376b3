package com.moalog.server;

import com.moalog.kit.settings.Variables;
import com.moalog.server.ai.AiSettings;
import com.moalog.server.database.DatabaseSettings;
import com.moalog.server.fluxpay.FluxpaySettings;
import com.moalog.server.http.HttpSettings;
import com.moalog.server.login.LoginSettings;
import com.moalog.server.notification.NotificationSettings;
import com.moalog.server.pdf.PdfSettings;
import com.moalog.server.ratelimit.RateLimitSettings;
import com.moalog.server.room.RoomSettings;
import com.moalog.server.session.TokenSettings;
import com.moalog.server.subscription.SubscriptionSettings;
import com.moalog.server.web.WebSettings;
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
            TokenSettings.from(variables),
            LoginSettings.from(variables),
            RateLimitSettings.from(variables),
            AiSettings.from(variables),
            FluxpaySettings.from(variables),
            PdfSettings.from(variables),
            RoomSettings.from(variables),
            SubscriptionSettings.from(variables),
            NotificationSettings.from(variables),
            WebSettings.from(variables));
    LogLevels levels = LogLevels.from(variables);
    variables.refuseFaults();
    return new Settings(
        parts,
        Map.of(
            "server.port", http.port(),
            "server.address", http.address(),
            "logging.level.root", levels.root(),
            "logging.level.org.springframework", levels.discreet(),
            "logging.level.org.apache", levels.discreet(),
            "logging.level.com.moalog.server", levels.server()));
  }
}
