package com.moalog.ratelimiter.server;

import com.moalog.ratelimiter.server.http.EventLoops;
import com.moalog.ratelimiter.server.http.HttpListener;
import com.moalog.ratelimiter.server.http.HttpListener.Entrance;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers some requests of its own before the first caller is let in. A Java process is slow at
 * first: without this the first requests would find Redis too slow and be answered without it.
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int REQUESTS = 300;
  private static final Duration LIMIT = Duration.ofMillis(1_500);
  private static final int TIMEOUT_MILLIS = 500;
  private static final byte[] REQUEST =
      "GET /api/v1/rate-limit/check?key=warm-up HTTP/1.1\r\nHost: warm-up\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length:";

  private WarmUp() {}

  /**
   * Sends requests to a private port; nobody else is served meanwhile.
   *
   * @param entrance what answers, with meters and counts that are thrown away
   */
  static void run(EventLoops loops, Entrance entrance) throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    HttpListener listener = HttpListener.start(loops, LOOPBACK, List.of(entrance));
    int answered = 0;
    try (listener;
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port(0))) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (answered < REQUESTS && System.nanoTime() - deadline < 0) {
        out.write(REQUEST);
        out.flush();
        readAnswer(in);
        answered++;
      }
    } catch (IOException slow) {
      LOG.debug("The warm-up ended early", slow);
    }
    LOG.debug("Warmed up by {} requests", answered);
  }

  private static void readAnswer(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter != '\n'; letter = in.read()) {
      if (letter < 0) {
        throw new IOException("the connection ended");
      }
      if (letter != '\r') {
        line.append((char) letter);
      }
    }
    return line.toString();
  }
}
