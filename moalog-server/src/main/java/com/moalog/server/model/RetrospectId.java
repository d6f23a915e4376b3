package com.moalog.server.model;

/** Identifies a retrospect; immutable. */
public record RetrospectId(long value) {}
