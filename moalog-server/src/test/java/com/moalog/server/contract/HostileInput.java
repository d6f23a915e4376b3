package com.moalog.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes out of a good request one that no honest client sends. Not thread-safe. */
final class HostileInput {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern VALUE =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?\\d+|true|false|null");
  private static final List<String> IDS =
      List.of(
          "0",
          "-1",
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "abc",
          "1.0",
          "1e3",
          "0x10",
          " 1",
          "+1",
          "1;a=b",
          "١٢",
          "🌱",
          "null",
          "%00",
          "'",
          "1 OR 1=1",
          "..",
          "a/b");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[[[{}]]]",
          "\"\"",
          "\" \"",
          "\"1\"",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-9223372036854775809",
          "9223372036854775807",
          "12345678901234567890123",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"" + "🌱".repeat(1_001) + "\"",
          "\"" + "\\n\\t\\\\ \\\"'%_;--".repeat(20) + "\"",
          "\"" + "x".repeat(100_000) + "\"",
          "NaN",
          "'text'",
          "\"2026-02-30\"",
          "\"http://\\u202e.\"",
          "[" + "0,".repeat(20_000) + "0]",
          "[".repeat(5_000),
          "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
  private static final List<String> HEADERS =
      List.of(
          "Accept-Language",
          "Accept",
          "Content-Type",
          "Cookie",
          "Idempotency-Key",
          "X-Idempotency-Key",
          "X-Forwarded-For",
          "X-Request-Id",
          "X-FluxPay-Signature",
          "X-FluxPay-Timestamp",
          "Origin",
          "traceparent");
  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          "*",
          ";;;=,,",
          "a=b; access_token=; refresh_token=x.y.z; access_token=\"",
          "999999999999999999999999",
          "-1",
          "<script>",
          "null",
          "x".repeat(4_000),
          "ko;q=1e9,en;q=-1,*;q=",
          "text/plain; charset=utf-99",
          "multipart/form-data",
          "00-zz-zz-01");

  private final RandomGenerator random;

  HostileInput(RandomGenerator random) {
    this.random = random;
  }

  /** A header with a value that it should not have. */
  String[] header() {
    return new String[] {one(HEADERS), one(HEADER_VALUES)};
  }

  /** The path with hostile ids and query values, each in one of two cases. */
  String path(String pattern, World world) {
    Matcher places = PLACE.matcher(pattern);
    StringBuilder path = new StringBuilder();
    while (places.find()) {
      String value = random.nextBoolean() ? world.filled(places.group()) : encoded(one(IDS));
      places.appendReplacement(path, Matcher.quoteReplacement(value));
    }
    places.appendTail(path);
    return switch (random.nextInt(3)) {
      case 0 -> path.toString();
      case 1 -> withQuery(path, encoded(one(IDS)));
      default -> withQuery(path, encoded(text()));
    };
  }

  private String withQuery(StringBuilder path, String value) {
    String name =
        one(List.of("size", "cursor", "category", "keyword", "range", "retrospectId", "x%00y"));
    return path + (path.indexOf("?") < 0 ? "?" : "&") + name + "=" + value;
  }

  /** A body that is none, is broken, or has something else where a value belongs. */
  byte[] body(String good) {
    return switch (random.nextInt(6)) {
      case 0 -> bytes(random.nextInt(300));
      case 1 -> one(VALUES).getBytes(UTF_8);
      case 2 -> cut(good).getBytes(UTF_8);
      case 3 -> flipped(good.getBytes(UTF_8));
      default -> withOtherValue(good).getBytes(UTF_8);
    };
  }

  private String withOtherValue(String good) {
    List<String> values = VALUE.matcher(good).results().map(found -> found.group()).toList();
    if (values.isEmpty()) {
      return one(VALUES);
    }
    String other = random.nextInt(4) == 0 ? "\"" + text() + "\"" : one(VALUES);
    return good.replace(one(values), other);
  }

  private String cut(String good) {
    return good.isEmpty() ? "" : good.substring(0, random.nextInt(good.length()));
  }

  private byte[] flipped(byte[] good) {
    if (good.length > 0) {
      good[random.nextInt(good.length)] = (byte) random.nextInt(256);
    }
    return good;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Characters of every plane that JSON takes as they are. */
  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    while (text.codePointCount(0, text.length()) < length) {
      int point = random.nextInt(random.nextBoolean() ? 0x250 : Character.MAX_CODE_POINT);
      boolean plain = point >= 0x20 && point != '"' && point != '\\';
      if (plain && Character.getType(point) != Character.SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
