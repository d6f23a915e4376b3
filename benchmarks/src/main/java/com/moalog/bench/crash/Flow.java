package com.moalog.bench.crash;

import java.io.IOException;

/**
 * One thing that the engine does in several durable steps.
 *
 * @param name what it is, for the table
 * @param preparation leads up to it
 */
record Flow(String name, Preparation preparation) {

  /** Everything before the deed. */
  @FunctionalInterface
  interface Preparation {
    Deed prepare(Merchant merchant) throws IOException;
  }
}
