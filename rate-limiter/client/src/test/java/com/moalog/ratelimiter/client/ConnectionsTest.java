package com.moalog.ratelimiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a server that says, word for word, what the test wants. */
class ConnectionsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final AtomicInteger accepted = new AtomicInteger();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private volatile String answer = OK;
  private ServerSocket server;
  private Connections connections;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
    connections = new Connections(address, PATIENCE);
  }

  @AfterEach
  void stop() throws IOException {
    connections.close();
    server.close();
    closeAccepted();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread.startVirtualThread(() -> answer(socket));
      }
    } catch (IOException closed) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  /** Each request ends with an empty line. */
  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty() && !answer.isEmpty()) {
          out.write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException gone) {
      open.remove(socket);
    }
  }

  private void closeAccepted() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  private String ask() throws IOException, InterruptedException {
    return ask(PATIENCE);
  }

  private String ask(Duration budget) throws IOException, InterruptedException {
    HttpAnswer read = connections.ask(REQUEST, 100, System.nanoTime() + budget.toNanos());
    return read.status() + " " + new String(read.body(), StandardCharsets.US_ASCII);
  }

  @Test
  void asksAgainAndAgainOnOneConnection() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(ask()).isEqualTo("200 ok");
    }
    assertThat(accepted).hasValue(1);
  }

  @Test
  void readsAnAnswerInChunks() throws Exception {
    String head = "HTTP/1.1 429 Slow down\r\ntransfer-encoding: Chunked\r\n\r\n";
    answer = head + "3;x=y\r\nabc\r\na\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    assertThat(ask()).isEqualTo("429 abc0123456789");
    assertThat(ask()).isEqualTo("429 abc0123456789");
    assertThat(accepted).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more"
      })
  void opensAnotherWhereTheLastCannotBeUsedAgain(String once) throws Exception {
    answer = once;
    assertThat(ask()).isEqualTo("200 ok");
    assertThat(ask()).isEqualTo("200 ok");
    assertThat(accepted).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nno length",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
      })
  void refusesWhatItCannotRead(String nonsense) {
    answer = nonsense;
    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void refusesALineWithoutEnd() {
    answer = "HTTP/1.1 200 OK\r\nX: " + "y".repeat(10_000);
    assertThatThrownBy(this::ask).hasMessageContaining("a line of more than 8192 bytes");
  }

  @Test
  void givesUpOnASilentServerAndOnOneThatStopsHalfWay() {
    answer = "";
    assertThatThrownBy(() -> ask(Duration.ofMillis(50))).isInstanceOf(SocketTimeoutException.class);
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no";
    assertThatThrownBy(() -> ask(Duration.ofMillis(50))).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void asksANewConnectionWhenTheServerHasClosedTheOldOnes() throws Exception {
    assertThat(ask()).isEqualTo("200 ok");
    closeAccepted();
    assertThat(ask()).isEqualTo("200 ok");
    assertThat(accepted).hasValue(2);
  }

  @Test
  void doesNotAskTwiceWhenANewConnectionIsClosed() throws Exception {
    server.close();
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    assertThat(accepted).hasValue(0);
  }

  @Test
  void limitsTheConnectionsThatAreUsedAtATime() throws Exception {
    answer = "";
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < Connections.MAX_OPEN; i++) {
      waiting.add(Thread.startVirtualThread(this::askAndFail));
    }
    while (accepted.get() < Connections.MAX_OPEN) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> ask(Duration.ofMillis(20))).hasMessageContaining("all connections");
    connections.close();
    for (Thread thread : waiting) {
      thread.join();
    }
  }

  private void askAndFail() {
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    answer = "";
    AtomicReference<Boolean> told = new AtomicReference<>(false);
    Thread waiting = Thread.ofPlatform().start(() -> told.set(wasInterrupted()));
    while (accepted.get() == 0) {
      Thread.onSpinWait();
    }
    waiting.interrupt();
    waiting.join();
    assertThat(told).hasValue(true);
  }

  /** Whoever waits for the connection itself is told by the exception. */
  private boolean wasInterrupted() {
    try {
      ask();
      return false;
    } catch (InterruptedException beforeTheQuestion) {
      return true;
    } catch (IOException beforeTheAnswer) {
      return Thread.currentThread().isInterrupted();
    }
  }

  @Test
  void aServerWithoutEncryptionIsNotTrusted() throws Exception {
    answer = "not TLS";
    URI encrypted = URI.create("https://127.0.0.1:" + server.getLocalPort());
    try (Connections wrong = new Connections(encrypted, Duration.ofMillis(300))) {
      assertThatThrownBy(() -> wrong.ask(REQUEST, 100, System.nanoTime() + PATIENCE.toNanos()))
          .isInstanceOf(IOException.class);
    }
  }
}
