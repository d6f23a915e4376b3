package com.moalog.server.model;

/** Identifies a member; immutable. */
public record MemberId(long value) {}
