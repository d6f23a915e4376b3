package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One engine for all, with signatures switched on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {

  private static final String SECRET = "a secret of enough length";
  private static final String PATH = "/api/v1/orders";

  private final TestEngine engine =
      TestEngine.start(
          Map.of(
              "FLUXPAY_AUTH_ENABLED", "true",
              "FLUXPAY_TENANT_ENABLED", "false",
              "FLUXPAY_API_KEYS", "service-a:key-1:" + SECRET + ",moalog:key-2:" + SECRET + "2"));
  private final Client anonymous = Client.of(engine.address()).with("X-Tenant-Id", null);

  @AfterAll
  void stop() {
    engine.close();
  }

  /** What a client signs, written from the contract. */
  private record Call(String method, String path, String query, String body, Instant at) {

    Client sign(Client client, String key, String secret, UUID nonce)
        throws GeneralSecurityException {
      String type = body.isEmpty() ? "" : "application/json";
      String hash =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(body.getBytes(StandardCharsets.UTF_8)));
      String text =
          String.join("\n", method, type, at.toString(), nonce.toString(), path, query, hash);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signature =
          Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      return client
          .with("X-Api-Key", key)
          .with("X-Timestamp", at.toString())
          .with("X-Nonce", nonce.toString())
          .with("X-Signature", signature);
    }
  }

  private Client signed(Call call) throws GeneralSecurityException {
    return call.sign(anonymous, "key-1", SECRET, UUID.randomUUID());
  }

  private static Call placing(String body) {
    return new Call("POST", PATH, "", body, Instant.now());
  }

  @Test
  void letsASignedRequestInForTheTenantOfItsKey() throws Exception {
    String body = Shop.orderBody("lone-signer");
    Client.Reply placed = signed(placing(body)).keyed().post(PATH, body);
    Call list = new Call("GET", PATH, "limit=5&userId=lone-signer", "", Instant.now());

    assertThat(placed.status()).as(placed.body()).isEqualTo(201);
    assertThat(signed(list).get(PATH + "?userId=lone-signer&limit=5").data()).hasSize(1);
    assertThat(
            list.sign(anonymous, "key-2", SECRET + "2", UUID.randomUUID())
                .get(PATH + "?userId=lone-signer&limit=5")
                .data())
        .as("the other tenant's key sees the other tenant's orders")
        .isEmpty();
  }

  @Test
  void refusesWhateverWasChangedAfterSigning() throws Exception {
    String body = Shop.orderBody("signer");
    Client client = signed(placing(body));

    assertThat(client.keyed().post(PATH, body.replace("9900", "1")).code()).isEqualTo("ATH_001");
    assertThat(client.get(PATH + "?userId=signer").code()).isEqualTo("ATH_001");
    assertThat(client.with("X-Api-Key", "key-2").keyed().post(PATH, body).status()).isEqualTo(401);
    assertThat(client.with("X-Api-Key", "key-3").keyed().post(PATH, body).code())
        .isEqualTo("ATH_001");
    assertThat(client.with("X-Timestamp", "soon").keyed().post(PATH, body).code())
        .isEqualTo("ATH_001");
    assertThat(client.with("X-Nonce", "1").keyed().post(PATH, body).code()).isEqualTo("ATH_001");
    assertThat(client.keyed().post(PATH, body).status())
        .as("none of these used up the nonce")
        .isEqualTo(201);
  }

  @Test
  void waitsForASlowDatabaseNoLongerThanItsCaller() throws Exception {
    UUID nonce = UUID.randomUUID();
    new Rows(engine.database())
        .update(
            """
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(4.3); RETURN NEW; END $$;
            CREATE TRIGGER slow BEFORE INSERT ON request_nonces FOR EACH ROW
              WHEN (NEW.nonce = '%s') EXECUTE FUNCTION slow()
            """
                .formatted(nonce));
    Call list = new Call("GET", PATH, "userId=late", "", Instant.now());
    assertThat(signed(list).get(PATH + "?userId=late").status())
        .as("the tenant is known from now on")
        .isEqualTo(200);

    assertThat(list.sign(anonymous, "key-1", SECRET, nonce).get(PATH + "?userId=late").code())
        .isEqualTo("SYS_002");
  }

  @Test
  void refusesASecondUse() throws Exception {
    String body = Shop.orderBody("signer");
    Client client = signed(placing(body));

    assertThat(client.keyed().post(PATH, body).status()).isEqualTo(201);
    assertThat(client.keyed().post(PATH, body).code()).isEqualTo("ATH_001");
  }

  @Test
  void refusesARequestOfAnotherTime() throws Exception {
    String body = Shop.orderBody("signer");
    Duration nearly = Duration.ofMinutes(5).minusSeconds(60);
    Duration beyond = Duration.ofMinutes(5).plusSeconds(1);

    assertThat(at(body, nearly.negated())).isEqualTo(201);
    assertThat(at(body, nearly)).isEqualTo(201);
    assertThat(at(body, beyond.negated())).isEqualTo(401);
    assertThat(at(body, beyond.plusSeconds(20))).isEqualTo(401);
  }

  private int at(String body, Duration shift) throws GeneralSecurityException {
    Call call = new Call("POST", PATH, "", body, Instant.now().plus(shift));
    return signed(call).keyed().post(PATH, body).status();
  }

  @Test
  void refusesAnotherTenantThanTheKeys() throws Exception {
    String body = Shop.orderBody("signer");

    Client.Reply reply =
        signed(placing(body)).with("X-Tenant-Id", "moalog").keyed().post(PATH, body);

    assertThat(reply.code()).isEqualTo("ATH_002");
    assertThat(reply.status()).isEqualTo(403);
  }

  @Test
  void asksNobodyForASignatureWhoOnlyLooksAtItsHealth() {
    assertThat(anonymous.get("/api/v1/health").status()).isEqualTo(200);
    assertThat(anonymous.get(PATH + "?userId=u").code()).isEqualTo("ATH_001");
    assertThat(anonymous.post("/api/v1/webhooks/toss", "{}").status()).isEqualTo(200);
  }
}
