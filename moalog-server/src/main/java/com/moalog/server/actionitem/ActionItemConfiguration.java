package com.moalog.server.actionitem;

import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.room.RoomAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of action items that are no components themselves. */
@Configuration(proxyBeanMethods = false)
class ActionItemConfiguration {

  @Bean
  ActionItems.Access actionItemAccess(RoomAccess rooms, RetrospectAccess retrospects) {
    return new ActionItems.Access(rooms, retrospects);
  }
}
