package com.moalog.rjmx.settings;

/** Who may read the metrics. */
public record BasicAuth(String username, Secret secret) {}
