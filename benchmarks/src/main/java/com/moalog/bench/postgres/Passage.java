package com.moalog.bench.postgres;

/** Something durable that a service wants of another program, and its way back. Thread-safe. */
public interface Passage {

  /** Nothing is held up. */
  Passage FREE =
      new Passage() {
        @Override
        public boolean mayHappen() {
          return true;
        }

        @Override
        public boolean mayBeTold() {
          return true;
        }
      };

  /** Whether it happens at all; asked before it does, and may take its time. */
  boolean mayHappen();

  /** Whether the service learns that it happened; asked afterwards, and may take its time. */
  boolean mayBeTold();
}
