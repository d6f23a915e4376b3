package com.moalog.bench.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.bench.fluxpay.Recording.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FluxPayBenchmarkTest {

  @Test
  void readsStatementsFromTheLog() {
    List<Statement> statements =
        Recording.statements(
            List.of(
                "[7 fluxpay_app] LOG:  execute <unnamed>: BEGIN",
                "[9 fluxpay_worker] LOG:  execute S_1: SELECT 1",
                "[7 fluxpay_app] LOG:  execute S_2: SELECT $1,",
                "\t  $2, $3",
                "[7 fluxpay_app] DETAIL:  Parameters: $1 = 'it''s', $2 = NULL, $3 = '4'",
                "[7 fluxpay_app] LOG:  execute S_3: COMMIT"));

    assertThat(statements)
        .containsExactly(
            new Statement(7, "BEGIN", Map.of()),
            new Statement(7, "SELECT $1,\n  $2, $3", Map.of(1, "it's", 3, "4")),
            new Statement(7, "COMMIT", Map.of()));
  }

  @Test
  void leavesOutWhatIsNoPartOfAPurchase() {
    List<Statement> own = List.of(statement(1, "BEGIN"), statement(1, "COMMIT"));
    List<Statement> all =
        List.of(
            own.getFirst(),
            statement(2, "BEGIN"),
            statement(2, "INSERT INTO audit_seals"),
            own.getLast(),
            statement(2, "COMMIT"));

    assertThat(Transactions.of(all)).containsExactly(own);
  }

  private static Statement statement(long connection, String sql) {
    return new Statement(connection, sql, Map.of());
  }
}
