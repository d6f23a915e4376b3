package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.settings.Home;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Talks to the running supervisor of a home. Stateless and thread-safe. */
public final class ControlClient {

  private final Home home;

  public ControlClient(Home home) {
    this.home = home;
  }

  /**
   * The end of an answer.
   *
   * @param text fingerprint of the supervisor's settings, or what went wrong
   */
  public record Answer(boolean succeeded, String text, List<PartReport> parts) {
    public Answer {
      parts = List.copyOf(parts);
    }
  }

  /** Whether a supervisor takes commands now. */
  public boolean isUp() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return connect(channel);
    } catch (IOException nobodyListens) {
      return false;
    }
  }

  /**
   * Sends a command and follows its progress to the end.
   *
   * @return empty when no supervisor runs
   * @throws IOException when the supervisor dies before its answer ends
   */
  public Optional<Answer> send(String command, Consumer<PartReport> progress) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      if (!connect(channel)) {
        return Optional.empty();
      }
      channel.write(StandardCharsets.UTF_8.encode(command + "\n"));
      return Optional.of(read(channel, progress));
    }
  }

  private boolean connect(SocketChannel channel) {
    Path socket = ControlSocket.shortest(ControlSocket.of(home));
    try {
      return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobodyListens) {
      return false;
    }
  }

  private static Answer read(SocketChannel channel, Consumer<PartReport> progress)
      throws IOException {
    List<PartReport> parts = new ArrayList<>();
    BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (PartReport.isOne(line)) {
        PartReport report = PartReport.parse(line);
        parts.add(report);
        progress.accept(report);
      } else {
        String[] fields = line.split("\t", 3);
        return new Answer(fields[1].equals("ok"), fields[2], parts);
      }
    }
    throw new IOException("the supervisor ended before it answered");
  }
}
