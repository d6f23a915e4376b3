package com.moalog.rjmx.settings;

import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * What the exporter serves.
 *
 * @param tls null for plain HTTP
 * @param auth null when everybody may read the metrics
 */
public record ServerSettings(
    Endpoint address, String path, @Nullable ServerTls tls, @Nullable BasicAuth auth) {}
