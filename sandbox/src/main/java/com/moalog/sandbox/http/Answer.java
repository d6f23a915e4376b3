package com.moalog.sandbox.http;

import java.util.HashMap;
import java.util.Map;

/** What happens to a request: a reply, or one of the ways a network fails. */
public sealed interface Answer {

  /** A complete HTTP answer; the body is sent as UTF-8. Immutable. */
  record Reply(int status, Map<String, String> headers, String body) implements Answer {

    public Reply {
      headers = Map.copyOf(headers);
    }

    /** The same reply with one more header. */
    public Reply with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }

    /** The same reply with another body. */
    public Reply withBody(String other) {
      return new Reply(status, headers, other);
    }
  }

  /** The connection is reset (TCP RST) without a byte of answer. */
  record Reset() implements Answer {}

  /** No answer comes; the connection stays open until the caller gives up or a limit ends it. */
  record Hang() implements Answer {}
}
