package com.moalog.server.model;

/** Identifies an answer; immutable. */
public record ResponseId(long value) {}
