package com.moalog.local.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {

  @Test
  void namesTheProcessThatListens() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortHolder.isFree(socket.getLocalPort())).isFalse();
      PortHolder holder = PortHolder.of(socket.getLocalPort()).orElseThrow();
      assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(holder.describe()).startsWith("pid " + holder.pid() + " (").contains("java");
    }
  }

  @Test
  void nobodyHoldsAFreePort() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(PortHolder.isFree(port)).isTrue();
    assertThat(PortHolder.of(port)).isEmpty();
  }
}
