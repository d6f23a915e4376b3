package com.moalog.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.notification.Outcome.Kind;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the other side can do to a message on its way. */
class HookClientTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For a peer that goes on for longer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();

  @Test
  void callsNobodyInsideTheNetworkThoughTheHookSaysSo() throws IOException {
    try (HookReceiver receiver = new HookReceiver()) {
      HookClient strict = new HookClient(new PublicAddresses(false), usual, PATIENCE);
      for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]")) {
        String url = receiver.address("/x").replace("127.0.0.1", host);
        assertThat(strict.post(URI.create(url), Map.of(), "{}")).isEqualTo(Outcome.forbidden());
      }
      assertThat(receiver.at("/x")).isEmpty();
    }
  }

  /** No status, an endless head, a head that comes drop by drop: the attempt ends, unanswered. */
  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 20", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 999 x\r\n\r\n"})
  void takesNonsenseForNoAnswer(String answer) throws Exception {
    assertThat(answered(answer.getBytes(UTF_8), false)).isEqualTo(Outcome.unanswered());
  }

  @Test
  void endsAnAnswerThatComesDropByDrop() throws Exception {
    assertThat(answered("H".repeat(100).getBytes(UTF_8), true)).isEqualTo(Outcome.unanswered());
  }

  @Test
  void takesTheStatusOfAHeadThatDoesNotEnd() throws Exception {
    byte[] head = ("HTTP/1.1 204 x\r\nX: " + "y".repeat(1_000_000)).getBytes(UTF_8);
    assertThat(answered(head, false).kind()).isEqualTo(Kind.DELIVERED);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() throws Exception {
    byte[] busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 77\r\n\r\n".getBytes(UTF_8);
    assertThat(answered(busy, false))
        .isEqualTo(new Outcome(Kind.RETRY, 429, Duration.ofSeconds(77)));
  }

  private Outcome answered(byte[] answer, boolean dropByDrop) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread peer = Thread.ofVirtual().start(() -> answerOnce(listener, answer, dropByDrop));
      Duration timeout = dropByDrop ? TIMEOUT : PATIENCE;
      HookClient client = new HookClient(new PublicAddresses(true), usual, timeout);
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      Outcome outcome = client.post(url, Map.of(), "{}");
      peer.join();
      return outcome;
    }
  }

  private static void answerOnce(ServerSocket listener, byte[] answer, boolean dropByDrop) {
    try (Socket socket = listener.accept()) {
      socket.getInputStream().read(new byte[4_096]);
      if (!dropByDrop) {
        socket.getOutputStream().write(answer);
        return;
      }
      for (byte drop : answer) {
        socket.getOutputStream().write(drop);
        Thread.sleep(100);
      }
    } catch (IOException closed) {
      // the client has had enough
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** The certificate has to be one that is trusted, and to be for the name that was entered. */
  @Test
  void trustsOnlyTheCertificateOfTheName(@TempDir Path folder) throws Exception {
    SSLContext right = certificateFor("localhost", folder);
    SSLContext wrong = certificateFor("other.example", folder);
    assertThat(overTls(right, right.getSocketFactory()).kind()).isEqualTo(Kind.DELIVERED);
    assertThat(overTls(right, usual)).isEqualTo(Outcome.unanswered());
    assertThat(overTls(wrong, wrong.getSocketFactory())).isEqualTo(Outcome.unanswered());
  }

  private static Outcome overTls(SSLContext server, SSLSocketFactory client) throws IOException {
    HttpsServer listener =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    listener.setHttpsConfigurator(new HttpsConfigurator(server));
    listener.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    listener.start();
    try {
      URI url = URI.create("https://localhost:" + listener.getAddress().getPort() + "/hook?a=b");
      return new HookClient(new PublicAddresses(true), client, PATIENCE).post(url, Map.of(), "{}");
    } finally {
      listener.stop(0);
    }
  }

  private static SSLContext certificateFor(String name, Path folder) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-validity",
                "2")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("key", keys.getCertificate("key"));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
