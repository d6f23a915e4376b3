package com.moalog.server.retrospect;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of retrospects that are no components themselves. */
@Configuration(proxyBeanMethods = false)
class RetrospectConfiguration {

  @Bean
  Answers.Keeping answerKeeping(AnswerRows named, AnonymousAnswers anonymous) {
    return new Answers.Keeping(named, anonymous);
  }
}
