package com.moalog.rjmx.net;

/**
 * One end of a TCP connection.
 *
 * @param host a name or an IP literal, without brackets
 * @param port 1 to 65,535
 */
public record Endpoint(String host, int port) {

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
