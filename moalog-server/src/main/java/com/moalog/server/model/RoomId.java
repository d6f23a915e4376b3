package com.moalog.server.model;

/** Identifies a room; immutable. */
public record RoomId(long value) {}
