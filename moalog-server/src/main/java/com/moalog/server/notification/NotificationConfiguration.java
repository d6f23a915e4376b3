package com.moalog.server.notification;

import com.moalog.server.database.Transactions;
import com.moalog.server.room.RoomAccess;
import com.moalog.server.session.TokenSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The parts that tell others what happens in a room. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  @Bean
  Outbox outbox(JdbcClient database, Transactions transactions) {
    return new Outbox(database, transactions);
  }

  @Bean
  HookSecrets hookSecrets(TokenSettings tokens) {
    return new HookSecrets(tokens.secret(), new SecureRandom());
  }

  @Bean
  Notifications notifications(
      RoomAccess rooms,
      JdbcClient database,
      Transactions transactions,
      Outbox outbox,
      Notifications.Rules rules) {
    return new Notifications(rooms, transactions, new HookRows(database), outbox, rules);
  }

  @Bean
  Notifications.Rules hookRules(NotificationSettings settings, HookSecrets secrets) {
    return new Notifications.Rules(new PublicAddresses(settings.localAllowed()), secrets);
  }

  @Bean
  Courier.Letters letters(
      NotificationSettings settings, HookSecrets secrets, JsonMapper json, Clock clock) {
    HookClient client =
        new HookClient(
            new PublicAddresses(settings.localAllowed()),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            settings.timeout());
    return new Courier.Letters(client, secrets, new Messages(json, settings.publicUrl()), clock);
  }

  @Bean
  Courier courier(
      Outbox outbox, Courier.Letters letters, NotificationSettings settings, MeterRegistry meters) {
    return new Courier(outbox, letters, settings, new SecureRandom(), meters);
  }
}
