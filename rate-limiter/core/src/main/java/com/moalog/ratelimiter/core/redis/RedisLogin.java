package com.moalog.ratelimiter.core.redis;

/**
 * As whom to work, and in which database.
 *
 * @param username of an ACL user; empty for the default user
 * @param password empty when the server asks for none
 * @param database zero in a cluster
 */
public record RedisLogin(String username, String password, int database) {

  /** The default user without a password. */
  public static final RedisLogin NONE = new RedisLogin("", "", 0);

  /** Without the password. */
  @Override
  public String toString() {
    return username + "@" + database;
  }
}
