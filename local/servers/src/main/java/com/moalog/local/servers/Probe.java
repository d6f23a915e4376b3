package com.moalog.local.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One short conversation with a server on 127.0.0.1. */
final class Probe {

  /** Longest wait for the connection, and for each answer. */
  static final int LIMIT_MILLIS = 500;

  private Probe() {}

  /** Says whether the answer is the one of a healthy server. */
  @FunctionalInterface
  interface Conversation {
    boolean holds(DataInputStream in, DataOutputStream out) throws IOException;
  }

  static boolean ask(int port, Conversation conversation) {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          LIMIT_MILLIS);
      return conversation.holds(
          new DataInputStream(socket.getInputStream()),
          new DataOutputStream(socket.getOutputStream()));
    } catch (IOException e) {
      return false;
    }
  }
}
