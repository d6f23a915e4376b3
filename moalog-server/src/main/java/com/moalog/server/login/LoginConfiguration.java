package com.moalog.server.login;

import com.moalog.server.database.Transactions;
import com.moalog.server.member.Members;
import com.moalog.server.session.AccessTokens;
import com.moalog.server.session.JsonWebTokens;
import com.moalog.server.session.TokenCookies;
import com.moalog.server.session.TokenSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The parts of logging in and out. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

  @Bean
  RefreshTokens refreshTokens(
      JdbcClient database, JsonWebTokens tokens, Clock clock, TokenSettings settings) {
    return new RefreshTokens(database, tokens, clock, settings);
  }

  @Bean
  Sessions sessions(
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      Members members,
      Transactions transactions,
      Clock clock) {
    return new Sessions(refreshTokens, accessTokens, members, transactions, clock);
  }

  @Bean
  SessionCookies sessionCookies(TokenCookies cookies, TokenSettings settings) {
    return new SessionCookies(cookies, settings);
  }

  @Bean
  SignupTokens signupTokens(JsonWebTokens tokens, Clock clock, TokenSettings settings) {
    return new SignupTokens(tokens, clock, settings);
  }

  @Bean
  Registration registration(Members members, Sessions sessions, Transactions transactions) {
    return new Registration(members, sessions, transactions);
  }

  @Bean
  SocialProviders socialProviders(LoginSettings settings, JsonMapper json) {
    return new SocialProviders(settings, json);
  }
}
