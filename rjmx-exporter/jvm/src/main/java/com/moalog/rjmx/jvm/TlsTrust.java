package com.moalog.rjmx.jvm;

import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom the client believes. */
final class TlsTrust {

  private TlsTrust() {}

  /**
   * The context for targets.
   *
   * @throws NetworkException naming the file that cannot be used
   */
  static SSLContext context(ClientTls tls) throws NetworkException {
    try {
      KeyManager @Nullable [] keys =
          tls.keyFile().isEmpty()
              ? null
              : TlsIdentity.keys(tls.certificateFile(), tls.keyFile()).getKeyManagers();
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust(tls), null);
      return context;
    } catch (IOException | GeneralSecurityException unusable) {
      throw new NetworkException(Reason.TLS, "jolokia.tls: " + unusable.getMessage());
    }
  }

  private static TrustManager @Nullable [] trust(ClientTls tls)
      throws IOException, GeneralSecurityException {
    if (tls.insecure()) {
      return new TrustManager[] {new Everybody()};
    }
    if (tls.caFile().isEmpty()) {
      return null;
    }
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, new char[0]);
    int index = 0;
    for (X509Certificate root : PemKey.certificates(tls.caFile())) {
      roots.setCertificateEntry("root" + index++, root);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return factory.getTrustManagers();
  }

  static void checkNames(SSLEngine engine, boolean insecure) {
    if (!insecure) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
  }

  /** Accepts every certificate, as {@code insecure_skip_verify} asks for. */
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
