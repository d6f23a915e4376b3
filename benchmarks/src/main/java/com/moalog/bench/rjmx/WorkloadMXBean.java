package com.moalog.bench.rjmx;

/** What a pool or a queue of an application usually shows. Thread-safe. */
public interface WorkloadMXBean {
  long getServed();

  long getFailed();

  int getActive();

  int getIdle();

  double getLoad();

  boolean isOpen();
}
