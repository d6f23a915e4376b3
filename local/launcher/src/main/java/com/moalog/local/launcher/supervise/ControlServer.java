package com.moalog.local.launcher.supervise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Takes commands on a Unix domain socket in the state folder, which only its owner can enter. A
 * client sends one line, {@code COMMAND} or {@code COMMAND PART}; the answer is lines of {@link
 * PartReport} and a last line {@code end}, {@code ok} or {@code failed}, and a text, separated by
 * tabs. A client that goes away stops nothing.
 */
final class ControlServer {

  private static final int MAX_CLIENTS = 16;

  private final Supervisor supervisor;
  private final String fingerprint;
  private final ServerSocketChannel listener;
  private final Semaphore clients = new Semaphore(MAX_CLIENTS);

  ControlServer(Supervisor supervisor, String fingerprint, Path socket) throws IOException {
    this.supervisor = supervisor;
    this.fingerprint = fingerprint;
    Files.deleteIfExists(socket);
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(ControlSocket.shortest(socket)));
  }

  /** Serves until a client has said {@code down} and everything has stopped. */
  void serve() throws IOException {
    while (listener.isOpen()) {
      SocketChannel client;
      try {
        clients.acquireUninterruptibly();
        client = listener.accept();
      } catch (ClosedChannelException closed) {
        return;
      }
      Thread.ofPlatform().daemon().name("client").start(() -> handle(client));
    }
  }

  private void handle(SocketChannel client) {
    try (client;
        BufferedReader in =
            new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
      String line = in.readLine();
      if (line != null) {
        answer(line, client);
      }
    } catch (IOException | UncheckedIOException clientLeft) {
      System.out.println("a client went away: " + clientLeft.getMessage());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      clients.release();
    }
  }

  private void answer(String line, SocketChannel client) throws IOException, InterruptedException {
    String[] words = line.split(" ", 2);
    Set<String> named = words.length == 2 ? Set.of(words[1]) : supervisor.names();
    Consumer<PartReport> progress = quietly(report -> send(client, report.toLine()));
    if (!supervisor.names().containsAll(named)) {
      end(client, false, "unknown part " + words[1]);
      return;
    }
    switch (words[0]) {
      case "status" -> {
        supervisor.status().forEach(progress);
        end(client, true, fingerprint);
      }
      case "up" -> end(client, supervisor.up(false, progress), fingerprint);
      case "up-with-monitoring" -> end(client, supervisor.up(true, progress), fingerprint);
      case "start" -> end(client, supervisor.start(named, progress), "");
      case "stop" -> end(client, supervisor.stop(named, progress), "");
      case "restart" -> {
        supervisor.stop(named, progress);
        end(client, supervisor.start(named, progress), "");
      }
      case "down" -> {
        boolean stopped = supervisor.stopAll(progress);
        listener.close();
        end(client, stopped, "");
      }
      default -> end(client, false, "unknown command " + words[0]);
    }
  }

  /** A command goes on to its end even when the client that asked for it has gone. */
  private static Consumer<PartReport> quietly(Consumer<PartReport> progress) {
    return report -> {
      try {
        progress.accept(report);
      } catch (UncheckedIOException clientLeft) {
        System.out.println("a client went away: " + clientLeft.getMessage());
      }
    };
  }

  private static void end(SocketChannel client, boolean succeeded, String text) {
    send(client, "end\t" + (succeeded ? "ok" : "failed") + "\t" + text);
  }

  private static void send(SocketChannel client, String line) {
    try {
      var bytes = StandardCharsets.UTF_8.encode(line + "\n");
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
