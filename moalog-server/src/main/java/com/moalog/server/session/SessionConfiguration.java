package com.moalog.server.session;

import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The parts that know who calls. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  @Bean
  JsonWebTokens jsonWebTokens(TokenSettings settings, JsonMapper json, Clock clock) {
    return new JsonWebTokens(settings.secret(), json, clock);
  }

  @Bean
  AccessTokens accessTokens(JsonWebTokens tokens, TokenSettings settings, Clock clock) {
    return new AccessTokens(tokens, clock, settings.accessLifetime());
  }

  @Bean
  Callers callers(AccessTokens tokens) {
    return new Callers(tokens);
  }

  @Bean
  TokenCookies tokenCookies(TokenSettings settings) {
    return new TokenCookies(settings.cookieSecure());
  }

  @Bean
  WebMvcConfigurer authenticationOfCallers(Callers callers) {
    return new CallerAuthentication(callers);
  }

  private record CallerAuthentication(Callers callers) implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(new Authentication(callers)).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new SignedInMember());
      resolvers.add(new SignedInUntil());
    }
  }
}
