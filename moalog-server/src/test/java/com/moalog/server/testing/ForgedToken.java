package com.moalog.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that the server would not issue, signed as if it had. */
public final class ForgedToken {

  private static final long LONG_AGO = 1_600_000_000;

  private ForgedToken() {}

  /** An access token of the member whose time has passed. */
  public static String expired(long member) {
    return signed(
        "{\"sub\":\"%d\",\"iat\":%d,\"exp\":%d,\"token_type\":\"access\"}"
            .formatted(member, LONG_AGO, LONG_AGO + 1_800));
  }

  private static String signed(String claims) {
    String content =
        base64("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(TestServer.SECRET.getBytes(UTF_8), "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
