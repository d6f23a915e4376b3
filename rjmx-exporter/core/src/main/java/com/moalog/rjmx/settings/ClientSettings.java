package com.moalog.rjmx.settings;

import com.moalog.rjmx.net.ClientTls;

/** How targets are asked. Times in milliseconds. */
public record ClientSettings(
    long connectTimeoutMillis, int retries, int maxResponseBytes, ClientTls tls) {}
