package com.moalog.bench.rjmx;

/**
 * What a way of reading adds to the application itself, compared with the same application without
 * it.
 *
 * @param memory resident, in megabytes more
 * @param answers whether this part answers Prometheus itself
 * @param sizeMegabytes of what was added; 0 when it is part of the JDK
 */
record InApp(String name, Memory memory, boolean answers, double sizeMegabytes, Scrapes scrapes) {

  /** Megabytes before the first scrape and after the last. */
  record Memory(double idle, double after) {

    Memory above(double bare) {
      return new Memory(idle - bare, after - bare);
    }
  }
}
