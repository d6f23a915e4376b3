package com.moalog.fluxpay.access;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * What a signature covers: every part of a request that could change its meaning.
 *
 * @param method HTTP method in capitals
 * @param contentType as sent; empty when there is none
 * @param timestamp as sent
 * @param nonce as sent
 * @param path of the request, without the query
 * @param query as sent; empty when there is none
 */
record StringToSign(
    String method, String contentType, String timestamp, String nonce, String path, String query) {

  /** The text that is signed. */
  String of(byte[] body) {
    return String.join(
        "\n", method, contentType, timestamp, nonce, path, canonicalQuery(), sha256(body));
  }

  /** The parameters sorted, with one spelling for each of their characters. */
  private String canonicalQuery() {
    return query.isEmpty()
        ? ""
        : Arrays.stream(query.split("&"))
            .map(StringToSign::canonical)
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String canonical(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0
        ? encoded(parameter) + "="
        : encoded(parameter.substring(0, equals)) + "=" + encoded(parameter.substring(equals + 1));
  }

  private static String encoded(String text) {
    String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
