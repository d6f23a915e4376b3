package com.moalog.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs and checks JSON web tokens with HS256 (RFC 7515, RFC 7518 3.2). Written on the JDK's {@link
 * Mac} because the platform's shortest secret is 16 bytes, which JWT libraries refuse. Only HS256
 * is accepted, whatever a token's header asks for. Thread-safe.
 */
public final class JsonWebTokens {

  /** How much a token may be over its time, for clocks that differ. */
  static final long LEEWAY_SECONDS = 60;

  /** Longer texts are not even looked at; our own tokens have about 300 characters. */
  static final int LENGTH_LIMIT = 4_096;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String HEADER =
      base64("{\"typ\":\"JWT\",\"alg\":\"HS256\"}".getBytes(UTF_8));

  private final SecretKeySpec key;
  private final JsonMapper json;
  private final Clock clock;

  JsonWebTokens(String secret, JsonMapper json, Clock clock) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    this.json = json;
    this.clock = clock;
  }

  /** The signed token. */
  public String sign(Claims claims) {
    String content = HEADER + "." + base64(json.writeValueAsBytes(claims));
    return content + "." + base64(signature(content));
  }

  /** What the token says, if its signature holds, its time has not passed and its type is right. */
  public Optional<Claims> read(String token, String tokenType) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > LENGTH_LIMIT || parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] given = Base64.getUrlDecoder().decode(parts[2]);
      byte[] expected = signature(parts[0] + "." + parts[1]);
      if (!MessageDigest.isEqual(expected, given) || !isHs256(parts[0])) {
        return Optional.empty();
      }
      Claims claims = json.readValue(Base64.getUrlDecoder().decode(parts[1]), Claims.class);
      return Optional.of(claims).filter(said -> isCurrent(said, tokenType));
    } catch (IllegalArgumentException | JacksonException malformed) {
      return Optional.empty();
    }
  }

  private boolean isHs256(String header) {
    return header.equals(HEADER)
        || json.readTree(Base64.getUrlDecoder().decode(header))
            .path("alg")
            .asString("")
            .equals("HS256");
  }

  private boolean isCurrent(Claims claims, String tokenType) {
    return tokenType.equals(claims.tokenType())
        && claims.exp() != null
        && claims.exp() + LEEWAY_SECONDS >= clock.instant().getEpochSecond();
  }

  private byte[] signature(String content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
