package com.moalog.server.anonymous;

import com.moalog.server.database.Transactions;
import com.moalog.server.retrospect.ParticipationNews;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.session.TokenSettings;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The parts that keep anonymous answers. */
@Configuration(proxyBeanMethods = false)
class AnonymousConfiguration {

  @Bean
  KeptAnonymousAnswers anonymousAnswers(
      JdbcClient database, TokenSettings settings, JsonMapper json) {
    SecureRandom random = new SecureRandom();
    DraftSeal seal = new DraftSeal(settings.secret(), random);
    return new KeptAnonymousAnswers(
        database,
        new AnonymousDrafts(database, seal, json),
        new AnswerPool(database, random),
        random);
  }

  @Bean
  AnonymousEdits anonymousEdits(
      KeptAnonymousAnswers answers,
      RetrospectAccess access,
      Transactions transactions,
      ParticipationNews news) {
    return new AnonymousEdits(answers, access, transactions, news);
  }
}
