package com.moalog.rjmx.http;

/** What a server does with a request. */
public interface Handler {

  /** Answers now or later, once, through {@code answer}. */
  void handle(Request request, Answer answer);

  /** Where the answer to one request goes. */
  interface Answer {

    /** Sends the answer; when the asker has gone meanwhile, nothing happens. */
    void send(Response response);

    /** Whether the asker still waits. */
    boolean isWanted();
  }
}
