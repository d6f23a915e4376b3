package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

  @TempDir private Path folder;

  @Test
  void paymentsEffectsAndAnswersOutliveTheProcess() throws IOException {
    String paid;
    String open;
    try (SandboxServer sandbox = start();
        Caller caller = new Caller(sandbox)) {
      paid = caller.session("order-1", 9900);
      caller.confirm("k1", paid, "order-1", 9900);
      caller.cancel("c1", paid, 900);
      open = caller.session("order-2", 5000);
    }
    for (int restart = 0; restart < 2; restart++) {
      try (SandboxServer sandbox = start();
          Caller caller = new Caller(sandbox)) {
        assertThat(caller.lookup(paid).text("status")).isEqualTo("PARTIAL_CANCELED");
        assertThat(caller.lookup(paid).body().at("/cancels/0/cancelAmount").asInt()).isEqualTo(900);
        assertThat(caller.lookup(open).text("status")).isEqualTo("IN_PROGRESS");
        assertThat(caller.confirm("k1", paid, "order-1", 9900).text("status")).isEqualTo("DONE");
        assertThat(caller.confirm("k2", paid, "order-1", 9900).code())
            .isEqualTo("ALREADY_PROCESSED_PAYMENT");
        assertThat(caller.effects().at("/orders/order-1/captures").asInt()).isEqualTo(1);
        assertThat(caller.effects().at("/orders/order-1/canceled").asInt()).isEqualTo(900);
      }
    }
  }

  @Test
  void aLineThatAKilledProcessLeftHalfWrittenIsSkipped() throws IOException {
    String paid;
    try (SandboxServer sandbox = start();
        Caller caller = new Caller(sandbox)) {
      paid = caller.session("order-1", 9900);
    }
    Files.writeString(file(), "{\"kind\":\"payment\",\"val", StandardOpenOption.APPEND);
    try (SandboxServer sandbox = start();
        Caller caller = new Caller(sandbox)) {
      assertThat(caller.lookup(paid).status()).isEqualTo(200);
    }
  }

  @Test
  void resetEmptiesTheFile() throws IOException {
    try (SandboxServer sandbox = start();
        Caller caller = new Caller(sandbox)) {
      caller.session("order-1", 9900);
      caller.admin("POST", "/__admin/reset", "");
      assertThat(file()).isEmptyFile();
      caller.session("order-2", 9900);
      assertThat(file()).content().contains("order-2").doesNotContain("order-1");
    }
  }

  @Test
  void refusesToStartWhenTheFileCannotBeUsed() throws IOException {
    Files.createDirectories(file());

    assertThatThrownBy(this::start).isInstanceOf(IOException.class);
  }

  private Path file() {
    return folder.resolve("deep/sandbox.journal");
  }

  private SandboxServer start() throws IOException {
    return SandboxServer.start(
        SandboxSettings.read(
            Map.of(
                "SERVER_ADDRESS",
                "127.0.0.1",
                "SERVER_PORT",
                "0",
                "SANDBOX_STATE_FILE",
                file().toString())));
  }
}
