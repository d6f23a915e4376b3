package com.moalog.server.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** One file of the page in every form that was built. Immutable: nobody writes to the arrays. */
final class WebFile {

  /** The codings that are looked for, the smallest result first. */
  static final List<String> CODINGS = List.of("br", "gzip");

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  private static final int TAG_BYTES = 12;

  private final String mediaType;
  private final boolean lasts;
  private final String tag;
  private final byte[] plain;
  private final Map<String, byte[]> packed;

  private WebFile(String mediaType, boolean lasts, byte[] plain, Map<String, byte[]> packed) {
    this.mediaType = mediaType;
    this.lasts = lasts;
    this.tag = "\"" + digest(plain) + "\"";
    this.plain = plain;
    this.packed = Map.copyOf(packed);
  }

  /**
   * A file below its path.
   *
   * @param packed by content coding; empty for what does not get smaller
   */
  static WebFile of(String path, byte[] plain, Map<String, byte[]> packed) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return new WebFile(
        MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"),
        path.startsWith("/assets/"),
        plain,
        packed);
  }

  String mediaType() {
    return mediaType;
  }

  /** Whether its name changes with its content, so that it may be kept for ever. */
  boolean lasts() {
    return lasts;
  }

  /** Identifies the content. */
  String tag() {
    return tag;
  }

  byte[] plain() {
    return plain;
  }

  Map<String, byte[]> packed() {
    return packed;
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
