package com.moalog.ratelimiter.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name under which a count is stored. The caller's key is the hash tag of a Redis Cluster, so
 * that each call touches one slot; a caller's key with a tag of its own keeps that one. A long key
 * is stored by its digest, so that callers cannot fill the memory with names, and so is one that
 * begins with a closing brace, which would end the tag before it begins.
 *
 * @param text the whole name
 * @param prefixLength how much of it is the prefix, which callers do not choose
 */
public record StorageKey(String text, int prefixLength) {

  /** Longest caller's key, in UTF-8, that is stored as it is. */
  public static final int MAX_PLAIN_BYTES = 128;

  /** What follows the prefix where all that is stored of the caller's key stands in braces. */
  public static final String WHOLE_TAG = "v2:";

  /** A char of UTF-16 takes no more in UTF-8. */
  private static final int MAX_BYTES_PER_CHAR = 3;

  private static final int DIGEST_HEX_DIGITS = 32;

  public static StorageKey of(String prefix, String rule, String key) {
    String stored = shortened(key);
    if (hasTag(stored)) {
      return new StorageKey(prefix + "v2t:" + rule + ":" + stored, prefix.length());
    }
    // An empty tag is none: what is kept of one key would be in different slots.
    boolean tagless = stored.isEmpty() || stored.startsWith("}");
    String tag = tagless ? digest(bytes(stored)) : stored;
    return new StorageKey(prefix + WHOLE_TAG + rule + ":{" + tag + "}", prefix.length());
  }

  /**
   * Where those who hold permits of this key in advance are written: in the same slot and behind
   * the same prefix, and never where some caller's key is counted.
   */
  public String lesseesName() {
    return text.substring(0, prefixLength) + "v2l:" + text.substring(prefixLength);
  }

  private static boolean hasTag(String key) {
    int open = key.indexOf('{');
    return open >= 0 && key.indexOf('}', open) > open + 1;
  }

  /** Whether a key has more bytes in UTF-8; most need no encoding to be found short. */
  public static boolean isLonger(String key, int bytes) {
    return key.length() * MAX_BYTES_PER_CHAR > bytes && bytes(key).length > bytes;
  }

  private static String shortened(String key) {
    return isLonger(key, MAX_PLAIN_BYTES) ? digest(bytes(key)) : key;
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] key) {
    String hex = HexFormat.of().formatHex(sha256().digest(key));
    return "sha256:" + hex.substring(0, DIGEST_HEX_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
