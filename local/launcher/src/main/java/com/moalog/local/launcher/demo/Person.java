package com.moalog.local.launcher.demo;

/** Somebody in the story. Immutable. */
record Person(String email, String nickname) {}
