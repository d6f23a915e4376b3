package com.moalog.fluxpay.model;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a thread lets time pass, and how it measures that. Thread-safe. */
public interface Waiting {

  /** Lets real time pass. */
  Waiting REAL =
      new Waiting() {
        @Override
        public void pause(Duration time) {
          LockSupport.parkNanos(time.toNanos());
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** Returns after about this time, or earlier. */
  void pause(Duration time);

  /** As {@link System#nanoTime()}. */
  long nanoTime();
}
