package com.moalog.server.anonymous;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What alone can find anonymous answers again. Only proofs of it are stored, another for each
 * answer, so that the answers of one author cannot be told to belong together.
 */
record EditToken(String text) {

  private static final int RANDOM_BYTES = 32;

  /** A new token. */
  static EditToken create(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new EditToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What shows that an answer belongs to this token, without telling the token. */
  String proof(long answer) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(text.getBytes(US_ASCII), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(("answer " + answer).getBytes(US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "EditToken";
  }
}
