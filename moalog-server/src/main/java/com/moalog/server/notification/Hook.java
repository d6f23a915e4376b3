package com.moalog.server.notification;

import com.moalog.server.model.Language;
import java.net.URI;
import java.util.Set;

/**
 * Where a room's news go.
 *
 * @param url who is told; it may be a secret itself, as Slack's are
 * @param format for whom the messages are written
 * @param events what is told, at least one
 * @param language of the messages
 */
record Hook(URI url, HookFormat format, Set<HookEvent> events, Language language) {

  Hook {
    events = Set.copyOf(events);
  }

  /** The address without what may be a secret. */
  String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}
