package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read the metrics, by either build. */
class BasicAuthTest {

  /** SHA-256 of {@code word}. */
  private static final String HASH =
      "98C1EB4EE93476743763878FCB96A25FBC9A175074D64004779ECB5242F645E6";

  private static String basic(String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aPasswordOpensTheMetricsAndNothingElseDoes(Build build) throws Exception {
    opensFor(build, "server: {auth: {basic: {username: reader, password: word}}}\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void theHashOfAPasswordIsEnough(Build build) throws Exception {
    opensFor(
        build, "server: {auth: {basic: {username: reader, password_hash: \"" + HASH + "\"}}}\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void jmxExportersKeysMeanTheSame(Build build) throws Exception {
    opensFor(
        build,
        """
        httpServer:
          authentication:
            basic: {username: reader, algorithm: SHA-256, passwordHash: "%s"}
        """
            .formatted(HASH));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void saltedAndStretchedHashesMeanTheSame(Build build) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    byte[] salted = digest.digest("salt:word".getBytes(StandardCharsets.UTF_8));
    opensFor(build, hashed("algorithm: SHA-512, salt: salt", salted));
    byte[] salt = "salt".getBytes(StandardCharsets.UTF_8);
    PBEKeySpec spec = new PBEKeySpec("word".toCharArray(), salt, 20_000, 256);
    for (String hash : List.of("SHA1", "SHA256", "SHA512")) {
      String name = "PBKDF2WithHmac" + hash;
      byte[] key = SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
      String keys = "algorithm: " + name + ", salt: salt, iterations: 20000, keyLength: 256";
      opensFor(build, hashed(keys, key));
    }
  }

  private static String hashed(String keys, byte[] hash) {
    return "httpServer: {authentication: {basic: {username: reader, %s, passwordHash: \"%s\"}}}\n"
        .formatted(keys, HexFormat.of().formatHex(hash));
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aSlowHashHoldsUpNobodyElse(Build build) throws Exception {
    String keys = "algorithm: PBKDF2WithHmacSHA512, salt: salt, iterations: 1050000";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body("[]"));
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(hashed(keys, new byte[16]) + ConfigFile.everything(target.url())),
                Map.of());
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), exporter.port())) {
      String request =
          "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n"
              .formatted(basic("reader:word"));
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 20; i++) {
        assertThat(exporter.get("/health").statusCode()).isEqualTo(200);
      }
      assertThat(slow.getInputStream().available()).as("still being checked").isZero();
    }
  }

  private static void opensFor(Build build, String auth) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body("[]"));
        RunningExporter exporter =
            RunningExporter.start(
                build, ConfigFile.of(auth + ConfigFile.everything(target.url())), Map.of())) {
      for (String path : new String[] {"/metrics", "/probe?target=x"}) {
        assertThat(exporter.get(path).statusCode()).isEqualTo(401);
      }
      assertThat(exporter.get("/metrics").headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"rjmx-exporter\"");
      for (String wrong :
          new String[] {
            basic("reader:wor"),
            basic("reader:word "),
            basic("Reader:word"),
            basic("reader"),
            basic(":"),
            "Basic",
            "Basic !",
            "Bearer word",
            basic("reader:" + HASH)
          }) {
        assertThat(exporter.get("/metrics", "Authorization", wrong).statusCode())
            .as(wrong)
            .isEqualTo(401);
      }
      assertThat(target.requests()).as("nobody was let through").isZero();
      assertThat(exporter.get("/metrics", "Authorization", basic("reader:word")).statusCode())
          .isEqualTo(200);
      assertThat(exporter.get("/health").statusCode()).as("health is open").isEqualTo(200);
      assertThat(exporter.log()).doesNotContain("word", HASH);
    }
  }
}
