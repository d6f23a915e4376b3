package com.moalog.server.ai;

/** Is told of every answer of an analyst as soon as it is there, whatever comes of it. */
public interface Bill {

  /** An answer came. */
  void add(Charge charge);
}
