package com.moalog.chaos.money;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A member buys a plan as on the web page: choosing it at moalog-server, approving at the provider,
 * paying at the engine. Whether the plan became active is learned by webhook alone.
 *
 * @param orderId of the engine
 */
public record PlanPurchase(Buyer buyer, String orderId) {

  private static final String PLAN = "PRO";
  private static final Map<String, String> TENANT = Map.of("X-Tenant-Id", "moalog");

  /**
   * Who buys, and where.
   *
   * @param token the member's login
   * @param from the member's address
   */
  public record Buyer(Addresses addresses, Http http, String token, String from) {

    private Map<String, String> headers() {
      return Map.of(
          "Authorization",
          "Bearer " + token,
          "X-Forwarded-For",
          from,
          "Idempotency-Key",
          UUID.randomUUID().toString());
    }

    private Reply server(String path) throws InterruptedException {
      return http.get(addresses.server().resolve(path), headers());
    }

    private Reply engine(String path) throws InterruptedException {
      return http.get(addresses.fluxpay().resolve(path), TENANT);
    }

    private Reply engine(String path, String body) throws InterruptedException {
      return http.post(
          addresses.fluxpay().resolve(path),
          Map.of("X-Tenant-Id", "moalog", "X-Idempotency-Key", UUID.randomUUID().toString()),
          body);
    }
  }

  /** Pays to the end. */
  public static PlanPurchase by(Buyer buyer) throws InterruptedException {
    buyer
        .http()
        .post(
            buyer.addresses().server().resolve("/api/v1/subscriptions"),
            buyer.headers(),
            "{\"planName\":\"" + PLAN + "\"}");
    String member = buyer.server("/api/v1/members/me").json().at("/result/memberId").asString("");
    JsonNode order = first(buyer.engine("/api/v1/orders?userId=" + member));
    String orderId = order.path("orderId").asString("");
    JsonNode payment = first(buyer.engine("/api/v1/payments?orderId=" + orderId));
    String path = "/api/v1/payments/" + payment.path("paymentId").asString("");
    String key =
        buyer
            .http()
            .post(
                buyer.addresses().sandbox().resolve("/__admin/sessions"),
                Map.of(),
                "{\"orderId\":\"%s\",\"amount\":%d,\"authenticated\":true}"
                    .formatted(orderId, order.path("totalAmount").asInt(0)))
            .json()
            .path("paymentKey")
            .asString("");
    buyer.engine(
        path + "/approve", "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(key));
    buyer.engine(path + "/confirm", "{}");
    return new PlanPurchase(buyer, orderId);
  }

  private static JsonNode first(Reply reply) {
    return reply.json().path("data").path(0);
  }

  /** The member's plan as the member sees it, such as {@code Pro Active until ...}. */
  public String plan() throws InterruptedException {
    JsonNode mine = buyer.server("/api/v1/subscriptions/me").json().path("result");
    return "%s %s until %s"
        .formatted(
            mine.path("planName").asString(""),
            mine.path("status").asString(""),
            mine.path("expiresAt").asString(""));
  }

  public boolean isActive() throws InterruptedException {
    return plan().startsWith("Pro Active");
  }

  /** How often the provider took money for it. */
  public int captures() throws InterruptedException {
    return buyer
        .http()
        .get(buyer.addresses().sandbox().resolve("/__admin/effects?orderId=" + orderId), Map.of())
        .json()
        .at("/total/captures")
        .asInt(0);
  }
}
