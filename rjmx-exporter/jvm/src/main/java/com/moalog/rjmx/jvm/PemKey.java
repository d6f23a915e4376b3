package com.moalog.rjmx.jvm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys and certificates from PEM files: RFC 7468. */
final class PemKey {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

  // AlgorithmIdentifiers of RFC 8017 (rsaEncryption) and RFC 5480 (ecPublicKey, prime256v1 ...).
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] P256 = hex("301306072a8648ce3d020106082a8648ce3d030107");
  private static final byte[] P384 = hex("301006072a8648ce3d020106052b81040022");
  private static final byte[] P256_NAME = hex("06082a8648ce3d030107");

  private PemKey() {}

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The private key: PKCS#8, PKCS#1 or SEC1. */
  static PrivateKey privateKey(String file) throws IOException, GeneralSecurityException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
    while (block.find()) {
      byte[] body = body(block.group(2));
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return anyOf(body);
        }
        case "RSA PRIVATE KEY" -> {
          return of("RSA", wrapped(RSA, body));
        }
        case "EC PRIVATE KEY" -> {
          return of("EC", wrapped(contains(body, P256_NAME) ? P256 : P384, body));
        }
        default -> {
          // Parameters and certificates in the same file are no keys.
        }
      }
    }
    throw new GeneralSecurityException("no private key in " + file);
  }

  private static PrivateKey anyOf(byte[] encoded) throws GeneralSecurityException {
    GeneralSecurityException unknown =
        new GeneralSecurityException("a private key of an unknown kind");
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return of(algorithm, encoded);
      } catch (GeneralSecurityException other) {
        unknown.addSuppressed(other);
      }
    }
    throw unknown;
  }

  private static PrivateKey of(String algorithm, byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  /** PKCS#8 around a key of an older form: version 0, the algorithm, the key as octets. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {2, 1, 0});
    inner.writeBytes(algorithm);
    inner.writeBytes(tagged(4, key));
    return tagged(0x30, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** All certificates of a file. */
  static List<X509Certificate> certificates(String file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    while (block.find()) {
      if (block.group(1).equals("CERTIFICATE")) {
        byte[] body = body(block.group(2));
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(body)));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + file);
    }
    return certificates;
  }

  private static byte[] body(String text) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException broken) {
      throw new GeneralSecurityException("broken Base64: " + broken.getMessage(), broken);
    }
  }
}
