package com.moalog.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HTTP/1.1 requests (RFC 9112) off one connection, each part with a limit. Not thread-safe.
 */
final class RequestReader {

  /** Longest request line, and longest single header line. */
  static final int MAX_LINE_BYTES = 8 * 1024;

  static final int MAX_HEADERS = 100;

  /** Largest body: a prompt with the answers of a large team fits. */
  static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next request, or empty when the peer closed the connection between two requests.
   *
   * @throws BadRequestException for a request that must be answered with an error
   */
  Optional<Request> next() throws IOException {
    Optional<String> first = line(true);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = first.get().split(" ", -1);
    if (parts.length != 3 || !parts[1].startsWith("/")) {
      throw new BadRequestException(400, "bad request line");
    }
    if (!parts[2].equals("HTTP/1.1")) {
      throw new BadRequestException(505, "only HTTP/1.1 is spoken here");
    }
    Map<String, String> headers = headers();
    return Optional.of(Request.of(parts[0], parts[1], headers, body(headers)));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; count <= MAX_HEADERS; count++) {
      String line = line(false).orElseThrow(EOFException::new);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new BadRequestException(400, "bad header line");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new BadRequestException(431, "more than " + MAX_HEADERS + " headers");
  }

  private String body(Map<String, String> headers) throws IOException {
    String length = headers.getOrDefault("content-length", "0");
    boolean isChunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).equals("chunked");
    if (!isChunked && length.equals("0")) {
      return "";
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write(CONTINUE);
      out.flush();
    }
    byte[] bytes = isChunked ? chunks() : exactly(size(length, 10));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      String header = line(false).orElseThrow(EOFException::new);
      int size = size(header.split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers();
        return all.toByteArray();
      }
      if (all.size() + size > MAX_BODY_BYTES) {
        throw tooLarge();
      }
      all.write(exactly(size));
      line(false);
    }
  }

  private static int size(String digits, int radix) {
    try {
      int size = Integer.parseInt(digits, radix);
      if (size < 0) {
        throw new BadRequestException(400, "bad length " + digits);
      }
      if (size > MAX_BODY_BYTES) {
        throw tooLarge();
      }
      return size;
    } catch (NumberFormatException notANumber) {
      throw new BadRequestException(digits.length() > 7 ? 413 : 400, "bad length " + digits);
    }
  }

  private static BadRequestException tooLarge() {
    return new BadRequestException(413, "body over " + MAX_BODY_BYTES + " bytes");
  }

  private byte[] exactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("body ended after " + bytes.length + " of " + size + " bytes");
    }
    return bytes;
  }

  /** One line without its end; empty only if {@code mayEnd} and the stream ended before it. */
  private Optional<String> line(boolean mayEnd) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (mayEnd && line.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("connection ended inside a line");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new BadRequestException(431, "a line over " + MAX_LINE_BYTES + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
