package com.moalog.server.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts to addresses that members entered. The name is looked up anew each time, judged, and the
 * very address that was judged is connected to, which no ordinary HTTP client promises; the
 * certificate is checked against the name. No redirect is followed and no body is read: status and
 * head are all that is taken, at most {@value #HEAD_LIMIT} bytes. Whatever the other side does, the
 * connection is closed when the time is over. Thread-safe.
 */
final class HookClient {

  static final int HEAD_LIMIT = 8_192;

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final long LONGEST_WAIT_SECONDS = 3_600;
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.[01] ([2-5]\\d\\d)(?: [^\\r\\n]*)?");
  private static final Pattern RETRY_AFTER =
      Pattern.compile(
          "^Retry-After:\\s*(\\d{1,6})\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final PublicAddresses addresses;
  private final SSLSocketFactory tls;
  private final Duration timeout;

  HookClient(PublicAddresses addresses, SSLSocketFactory tls, Duration timeout) {
    this.addresses = addresses;
    this.tls = tls;
    this.timeout = timeout;
  }

  /** Posts JSON and tells what became of it. */
  Outcome post(URI url, Map<String, String> headers, String body) {
    CountDownLatch done = new CountDownLatch(1);
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      closeAfterTimeout(socket, done);
      InetAddress address = addresses.resolve(url.getHost());
      socket.connect(
          new InetSocketAddress(address, port(url)), Math.toIntExact(timeout.toMillis()));
      return isSecure(url)
          ? exchange(secured(socket, url), url, headers, body)
          : exchange(socket, url, headers, body);
    } catch (ForbiddenAddressException forbidden) {
      return Outcome.forbidden();
    } catch (IOException failed) {
      return Outcome.unanswered();
    } finally {
      done.countDown();
    }
  }

  /** Ends reads, writes and the handshake of a peer that goes on drop by drop. */
  private void closeAfterTimeout(Socket socket, CountDownLatch done) {
    Thread.ofVirtual()
        .name("hook-timeout")
        .start(() -> {
          try (socket) {
            done.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          } catch (IOException alreadyBroken) {
            // it is closed, which is all that is wanted
          }
        });
  }

  private Socket secured(Socket socket, URI url) throws IOException {
    String name = PublicAddresses.plain(url.getHost());
    SSLSocket secured = (SSLSocket) tls.createSocket(socket, name, port(url), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static Outcome exchange(Socket socket, URI url, Map<String, String> headers, String body)
      throws IOException {
    byte[] content = body.getBytes(UTF_8);
    StringBuilder head = new StringBuilder("POST ").append(target(url)).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(url.getRawAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Type: application/json\r\nUser-Agent: Moalog\r\n");
    head.append("Content-Length: ").append(content.length).append("\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(ISO_8859_1));
    request.writeBytes(content);
    socket.getOutputStream().write(request.toByteArray());
    socket.getOutputStream().flush();
    return outcome(head(socket.getInputStream()));
  }

  private static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** Up to the blank line, the limit, or the end. */
  private static String head(InputStream answer) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    byte[] part = new byte[HEAD_LIMIT];
    while (head.size() < HEAD_LIMIT) {
      int read = answer.read(part, 0, HEAD_LIMIT - head.size());
      if (read < 0) {
        break;
      }
      head.write(part, 0, read);
      String text = head.toString(ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        return text.substring(0, end);
      }
    }
    return head.toString(ISO_8859_1);
  }

  private static Outcome outcome(String head) {
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    if (!status.matches()) {
      return Outcome.unanswered();
    }
    Matcher wait = RETRY_AFTER.matcher(head.replace("\r", ""));
    long seconds = wait.find() ? Long.parseLong(wait.group(1)) : 0;
    return Outcome.answered(
        Integer.parseInt(status.group(1)),
        Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT_SECONDS)));
  }

  private static boolean isSecure(URI url) {
    return "https".equals(url.getScheme());
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return isSecure(url) ? HTTPS_PORT : HTTP_PORT;
  }
}
