package com.moalog.server.event;

import com.moalog.server.model.RetrospectId;

/** Is told when this server has committed an event; must return at once and not throw. */
public interface EventListener {

  /** There is something new in the retrospect. */
  void appended(RetrospectId retrospect);
}
