package com.moalog.rjmx.net;

/**
 * How a target's certificate is judged. Empty strings mean "not given".
 *
 * @param caFile PEM with the roots to trust instead of the machine's
 * @param certificateFile PEM with the certificate to show to the target
 * @param keyFile PEM with the key of {@code certificateFile}
 * @param insecure accept every certificate
 */
public record ClientTls(String caFile, String certificateFile, String keyFile, boolean insecure) {}
