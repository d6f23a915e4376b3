package com.moalog.rjmx.compare;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for 127.0.0.1 that the JDK's keytool has made.
 *
 * @param certificate its PEM file
 */
record Identity(Path folder, String name, Path certificate, KeyStore store) {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "it";

  /** Bytes of PKCS#8 in front of the PKCS#1 of an RSA key of 2048 bits. */
  private static final int AROUND_RSA = 26;

  private static final int P256_BYTES = 32;

  /** The forms in which people keep keys. */
  enum Form {
    PKCS8_RSA,
    PKCS8_EC,
    PKCS1,
    SEC1,
    PKCS8_ED25519;

    String algorithm() {
      return switch (this) {
        case PKCS8_RSA, PKCS1 -> "RSA";
        case PKCS8_EC, SEC1 -> "EC";
        case PKCS8_ED25519 -> "Ed25519";
      };
    }
  }

  static Identity make(Path folder, String algorithm, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
    if (algorithm.equals("EC")) {
      command.addAll(List.of("-groupname", "secp256r1"));
    } else if (algorithm.equals("RSA")) {
      command.addAll(List.of("-keysize", "2048"));
    }
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      throw new IOException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    byte[] encoded = store.getCertificate(ALIAS).getEncoded();
    Path certificate = pem(folder.resolve(name + ".pem"), "CERTIFICATE", encoded);
    return new Identity(folder, name, certificate, store);
  }

  private static Path pem(Path file, String kind, byte[] encoded) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(encoded), kind));
  }

  X509Certificate x509() throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate(ALIAS);
  }

  /** Writes the key and returns its file. */
  Path key(Form form) throws IOException, GeneralSecurityException {
    PrivateKey key = (PrivateKey) store.getKey(ALIAS, PASSWORD);
    Path file = folder.resolve(name + "." + form + ".key");
    byte[] encoded = key.getEncoded();
    return switch (form) {
      case PKCS8_RSA, PKCS8_EC, PKCS8_ED25519 -> pem(file, "PRIVATE KEY", encoded);
      case PKCS1 ->
          pem(file, "RSA PRIVATE KEY", Arrays.copyOfRange(encoded, AROUND_RSA, encoded.length));
      case SEC1 -> pem(file, "EC PRIVATE KEY", sec1((ECPrivateKey) key));
    };
  }

  /** RFC 5915: version 1, the number, the name of the curve. */
  private static byte[] sec1(ECPrivateKey key) {
    String digits = key.getS().toString(16);
    String number = "0".repeat(2 * P256_BYTES - digits.length()) + digits;
    return HexFormat.of().parseHex("3031020101" + "0420" + number + "a00a06082a8648ce3d030107");
  }

  /** A client that trusts this one alone. */
  HttpClient client() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, PASSWORD);
    roots.setCertificateEntry(ALIAS, x509());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  SSLContext serverContext() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
