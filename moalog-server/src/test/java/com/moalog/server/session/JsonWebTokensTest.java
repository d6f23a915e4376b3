package com.moalog.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonWebTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final String SECRET = "sixteen-byte-key";

  private static final long EXPIRY = NOW.getEpochSecond() + 1800;

  private final JsonWebTokens tokens = at(NOW);

  @Test
  void readsWhatItSigned() {
    String token = tokens.sign(access("7"));
    assertThat(tokens.read(token, Claims.ACCESS)).contains(access("7"));
  }

  @Test
  void writesTheClaimsOfTheContract() {
    String payload = tokens.sign(access("7")).split("\\.", -1)[1];
    assertThat(new String(Base64.getUrlDecoder().decode(payload), UTF_8))
        .isEqualTo(
            "{\"sub\":\"7\",\"iat\":%d,\"exp\":%d,\"token_type\":\"access\"}"
                .formatted(NOW.getEpochSecond(), EXPIRY));
  }

  @Test
  void forgivesClocksThatDifferByAMinute() {
    String token = tokens.sign(access("7"));
    Instant end = Instant.ofEpochSecond(EXPIRY);
    assertThat(at(end.plusSeconds(60)).read(token, Claims.ACCESS)).isPresent();
    assertThat(at(end.plusSeconds(61)).read(token, Claims.ACCESS)).isEmpty();
  }

  @Test
  void refusesOtherTypesSecretsAndAlgorithms() {
    String token = tokens.sign(access("7"));
    assertThat(tokens.read(token, Claims.REFRESH)).isEmpty();
    JsonWebTokens stranger = new JsonWebTokens("another-secret-x", JsonMapper.shared(), clock(NOW));
    assertThat(tokens.read(stranger.sign(access("7")), Claims.ACCESS)).isEmpty();
    String none = Base64.getUrlEncoder().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    String payload = token.split("\\.", -1)[1];
    assertThat(tokens.read(none + "." + payload + ".", Claims.ACCESS)).isEmpty();
  }

  @Test
  void refusesWhatIsNoToken() {
    String token = tokens.sign(access("7"));
    for (String text :
        new String[] {"", ".", "..", "a.b.c", token + "x", token + ".x", "x".repeat(5_000)}) {
      assertThat(tokens.read(text, Claims.ACCESS)).as(text).isEmpty();
    }
  }

  @Test
  void findsNoMemberInAForeignSubject() {
    assertThat(AccessTokens.subject(access("seven"))).isEmpty();
    assertThat(AccessTokens.subject(access(""))).isEmpty();
    assertThat(AccessTokens.subject(access("7"))).isPresent();
  }

  @Test
  void acceptsATokenOfAnotherImplementation() {
    String header = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String payload =
        base64(
            "{\"sub\":\"7\",\"exp\":%d,\"token_type\":\"access\",\"aud\":\"x\"}".formatted(EXPIRY));
    String token = header + "." + payload + "." + hmac(header + "." + payload);
    assertThat(tokens.read(token, Claims.ACCESS).orElseThrow().sub()).isEqualTo("7");
  }

  private static Claims access(String subject) {
    return new Claims(subject, NOW.getEpochSecond(), EXPIRY, null, null, null, Claims.ACCESS);
  }

  private static JsonWebTokens at(Instant now) {
    JsonMapper json =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    return new JsonWebTokens(SECRET, json, clock(now));
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String hmac(String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
