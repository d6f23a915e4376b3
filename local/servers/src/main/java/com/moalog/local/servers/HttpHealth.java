package com.moalog.local.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Health of a server that speaks HTTP on 127.0.0.1. Stateless and thread-safe. */
public final class HttpHealth {

  /** Longest wait for the connection, and for the answer. */
  private static final int LIMIT_MILLIS = 1_000;

  private HttpHealth() {}

  /** Whether a GET of this path is answered with 2xx in time; redirects are not followed. */
  public static boolean answers(int port, String path) {
    try {
      URI address = URI.create("http://127.0.0.1:" + port + path);
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      try {
        return connection.getResponseCode() / 100 == 2;
      } finally {
        connection.disconnect();
      }
    } catch (IOException unreachable) {
      return false;
    }
  }
}
