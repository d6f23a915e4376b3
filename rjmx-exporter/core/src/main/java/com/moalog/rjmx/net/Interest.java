package com.moalog.rjmx.net;

/** What a connection waits for. */
public enum Interest {
  NOTHING,
  READING,
  WRITING
}
