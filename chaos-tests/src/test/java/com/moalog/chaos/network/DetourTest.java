package com.moalog.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.chaos.network.Detour.Weather;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetourTest {

  private static final int SILENCE_MILLIS = 300;

  private ServerSocket echo;
  private Detour detour;

  @BeforeEach
  void listen() throws IOException {
    echo = echo();
    detour = new Detour(0, echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    detour.close();
    echo.close();
  }

  /** Answers every byte with itself. */
  private static ServerSocket echo() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!socket.isClosed()) {
            try {
              Socket client = socket.accept();
              Thread.ofVirtual().start(() -> repeat(client));
            } catch (IOException closed) {
              return;
            }
          }
        });
    return socket;
  }

  private static void repeat(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException broken) {
      // The test has broken the connection.
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), detour.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static int say(Socket socket, int word) throws IOException {
    socket.getOutputStream().write(word);
    return socket.getInputStream().read();
  }

  @Test
  void passesWhatIsSaid() throws IOException {
    try (Socket socket = connect()) {
      assertThat(say(socket, 'a')).isEqualTo('a');
      assertThat(say(socket, 'b')).isEqualTo('b');
    }
  }

  @Test
  void aDelayMeetsBothDirections() throws IOException {
    detour.set(Weather.late(100));
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      assertThat(say(socket, 'a')).isEqualTo('a');
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
    }
  }

  @Test
  void whatIsLostComesLater() throws IOException {
    detour.set(Weather.lossy(0.5));
    try (Socket socket = connect()) {
      assertThat(say(socket, 'a')).isEqualTo('a');
    }
  }

  @Test
  void silenceKeepsConnectionsAndWordsUntilItEnds() throws IOException {
    try (Socket socket = connect()) {
      assertThat(say(socket, 'a')).isEqualTo('a');
      detour.set(Weather.SILENT);
      socket.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> say(socket, 'b')).isInstanceOf(SocketTimeoutException.class);
      detour.set(Weather.FINE);
      socket.setSoTimeout(60_000);
      assertThat(socket.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void leadsNewConnectionsElsewhereAndKeepsTheOldOnes() throws IOException {
    try (Socket old = connect()) {
      assertThat(say(old, 'a')).isEqualTo('a');
      try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        detour.leadTo(other.getLocalPort());
        try (Socket fresh = connect();
            Socket arrived = other.accept()) {
          fresh.getOutputStream().write('x');
          assertThat(arrived.getInputStream().read()).isEqualTo('x');
          assertThat(say(old, 'b')).isEqualTo('b');
        }
      }
    }
  }

  @Test
  void cutsEveryConnection() throws IOException {
    try (Socket socket = connect()) {
      assertThat(say(socket, 'a')).isEqualTo('a');
      detour.cut();
      assertThat(endOf(socket)).isTrue();
    }
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }
}
