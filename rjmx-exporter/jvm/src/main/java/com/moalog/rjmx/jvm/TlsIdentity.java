package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import com.moalog.rjmx.net.ServerTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The certificate of a server; read again when its files change. One thread. */
final class TlsIdentity {

  private final ServerTls files;
  private SSLContext context;
  private List<FileTime> times;

  private TlsIdentity(ServerTls files, SSLContext context, List<FileTime> times) {
    this.files = files;
    this.context = context;
    this.times = times;
  }

  /**
   * Reads certificate and key.
   *
   * @throws NetworkException naming the file that cannot be used
   */
  static TlsIdentity load(ServerTls files) throws NetworkException {
    return new TlsIdentity(files, context(files), times(files));
  }

  private static List<FileTime> times(ServerTls files) throws NetworkException {
    try {
      return List.of(
          Files.getLastModifiedTime(Path.of(files.certificateFile())),
          Files.getLastModifiedTime(Path.of(files.keyFile())));
    } catch (IOException missing) {
      throw new NetworkException(Reason.TLS, "TLS files: " + missing.getMessage());
    }
  }

  private static SSLContext context(ServerTls files) throws NetworkException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManagerFactory keys = keys(files.certificateFile(), files.keyFile());
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new NetworkException(
          Reason.TLS,
          "TLS with "
              + files.certificateFile()
              + " and "
              + files.keyFile()
              + ": "
              + unusable.getMessage());
    }
  }

  static KeyManagerFactory keys(String certificateFile, String keyFile)
      throws IOException, GeneralSecurityException {
    PrivateKey key = PemKey.privateKey(keyFile);
    Certificate[] chain = PemKey.certificates(certificateFile).toArray(new Certificate[0]);
    if (!fits(key, chain[0].getPublicKey())) {
      throw new GeneralSecurityException("the key " + keyFile + " does not fit the certificate");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    store.setKeyEntry("rjmx", key, new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return keys;
  }

  /** Whether what the key signs is what the certificate's key accepts. */
  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = "rjmx".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(probe);
    return signature.verify(signed);
  }

  /** The engine of the next connection; with the new certificate when the files have changed. */
  SSLEngine serverEngine() {
    try {
      List<FileTime> now = times(files);
      if (!now.equals(times)) {
        times = now;
        context = context(files);
      }
    } catch (NetworkException unusable) {
      // The old certificate stays in use until the new files are whole.
      System.err.println(unusable.getMessage());
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }
}
