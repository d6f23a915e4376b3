package com.moalog.rjmx.settings;

import com.moalog.rjmx.net.Endpoint;
import java.util.Optional;

/**
 * The address of a Jolokia agent.
 *
 * @param userInfo {@code user:password} from the address, empty when there is none
 * @param path with one slash at its end: agents of 1.7 answer 404 without it
 */
public record JolokiaUrl(boolean tls, Endpoint endpoint, String userInfo, String path) {

  /** Reads an address; empty when it is no absolute http or https URL. */
  public static Optional<JolokiaUrl> parse(String text) {
    boolean tls = text.startsWith("https://");
    if (!tls && !text.startsWith("http://")) {
      return Optional.empty();
    }
    String rest = text.substring(tls ? 8 : 7);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    int at = authority.lastIndexOf('@');
    String host = authority.substring(at + 1);
    Optional<Endpoint> endpoint = endpoint(host, tls ? 443 : 80);
    boolean plain = path.indexOf('?') < 0 && path.indexOf('#') < 0 && path.indexOf(' ') < 0;
    if (endpoint.isEmpty() || !plain) {
      return Optional.empty();
    }
    String user = at < 0 ? "" : authority.substring(0, at);
    return Optional.of(new JolokiaUrl(tls, endpoint.get(), user, withOneSlash(path)));
  }

  private static Optional<Endpoint> endpoint(String text, int defaultPort) {
    int bracket = text.indexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? defaultPort : Numbers.parse(text.substring(colon + 1), 1, 65_535);
    if (host.startsWith("[") && bracket > 0) {
      host = host.substring(1, bracket);
    }
    boolean valid = !host.isEmpty() && host.indexOf(' ') < 0 && port > 0;
    return valid ? Optional.of(new Endpoint(host, port)) : Optional.empty();
  }

  private static String withOneSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end) + "/";
  }

  /** The address without the user. */
  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + endpoint + path.substring(0, path.length() - 1);
  }
}
