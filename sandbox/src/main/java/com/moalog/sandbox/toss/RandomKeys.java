package com.moalog.sandbox.toss;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Keys of 128 random bits. As thread-safe as its generator. */
record RandomKeys(RandomGenerator random) implements Keys {

  private static final int KEY_BYTES = 16;

  @Override
  public String payment() {
    return "tgen_" + hex();
  }

  @Override
  public String transaction() {
    return hex();
  }

  private String hex() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
