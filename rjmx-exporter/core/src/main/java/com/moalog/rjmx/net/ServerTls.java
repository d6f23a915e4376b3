package com.moalog.rjmx.net;

/**
 * The certificate of a server.
 *
 * @param certificateFile PEM: the certificate and what leads to its root
 * @param keyFile PEM: PKCS#8, PKCS#1 or SEC1
 */
public record ServerTls(String certificateFile, String keyFile) {}
