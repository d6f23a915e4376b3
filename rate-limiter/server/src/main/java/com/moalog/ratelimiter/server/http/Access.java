package com.moalog.ratelimiter.server.http;

/** Who may use a route. Wrong credentials are refused on every route. */
public enum Access {
  ANYONE,
  OPERATOR
}
