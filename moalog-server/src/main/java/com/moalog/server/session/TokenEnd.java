package com.moalog.server.session;

import java.time.Instant;

/**
 * When the access token of the caller ends; a handler takes it as a parameter when its answer goes
 * on for longer than a moment.
 */
public record TokenEnd(Instant instant) {}
