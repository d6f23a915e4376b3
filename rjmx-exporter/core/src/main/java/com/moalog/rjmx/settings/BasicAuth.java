package com.moalog.rjmx.settings;

/**
 * Who may read the metrics.
 *
 * @param password as it is, or empty when there is a hash
 * @param hash SHA-256 of the password in hexadecimal digits, or empty
 */
public record BasicAuth(String username, String password, String hash) {

  @Override
  public String toString() {
    return "BasicAuth[" + username + "]";
  }
}
