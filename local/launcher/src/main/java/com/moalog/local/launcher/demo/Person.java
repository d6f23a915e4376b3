package com.moalog.local.launcher.demo;

/**
 * Somebody in the story. Immutable.
 *
 * @param provider where the person logs in, {@code Google} or {@code Kakao}
 */
record Person(String name, String email, String nickname, String provider) {}
