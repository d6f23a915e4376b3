package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantWallsTest {

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Client stranger = shop.client().with("X-Tenant-Id", "moalog");

  @Test
  void hidesEverythingFromAnotherTenant() {
    String order = shop.order();
    String payment = shop.approved(order);

    assertThat(stranger.get("/api/v1/orders/" + order).code()).isEqualTo("ORD_001");
    assertThat(stranger.get("/api/v1/orders?userId=user-1").data()).isEmpty();
    assertThat(stranger.keyed().put("/api/v1/orders/" + order + "/cancel", "").code())
        .isEqualTo("ORD_001");
    assertThat(stranger.keyed().post("/api/v1/payments", Shop.paymentBody(order)).code())
        .isEqualTo("ORD_001");
    assertThat(stranger.get("/api/v1/payments/" + payment).code()).isEqualTo("PAY_001");
    assertThat(stranger.get("/api/v1/payments?orderId=" + order).data()).isEmpty();
    assertThat(stranger.post("/api/v1/payments/" + payment + "/confirm", "").code())
        .isEqualTo("PAY_001");
    assertThat(stranger.post("/api/v1/payments/" + payment + "/cancel", "").code())
        .isEqualTo("PAY_001");
    assertThat(stranger.post("/api/v1/payments/" + payment + "/sync", "").code())
        .isEqualTo("PAY_001");
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("APPROVED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "order_line_items",
        "payments",
        "payment_attempts",
        "idempotency_keys",
        "outbox_events",
        "scheduled_tasks",
        "webhooks",
        "audit_log",
        "inbound_webhooks",
        "refunds"
      })
  void showsNoRowToALoginWithoutTenant(String table) throws SQLException {
    shop.approved(shop.order());
    try (Connection app = app();
        Statement statement = app.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void letsALoginWithoutTenantWriteNothing() throws SQLException {
    try (Connection app = app();
        Statement statement = app.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute(
                  """
                  INSERT INTO orders (id, tenant_id, user_id, total_amount, currency,
                    created_at, updated_at)
                  VALUES (gen_random_uuid(), 'service-a', 'u', 1, 'KRW', now(), now())
                  """))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("row-level security");
      assertThatThrownBy(() -> statement.execute("DELETE FROM payments"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void showsTheWorkerNoCredit() throws SQLException {
    try (Connection worker = login("fluxpay_worker");
        Statement statement = worker.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT sum(balance) FROM credits"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  private Connection app() throws SQLException {
    return login("fluxpay_app");
  }

  private Connection login(String name) throws SQLException {
    return DriverManager.getConnection(
        engine.database().jdbcUrl(), name, engine.database().password());
  }
}
