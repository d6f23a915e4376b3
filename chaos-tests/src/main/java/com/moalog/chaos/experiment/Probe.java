package com.moalog.chaos.experiment;

import java.io.IOException;

/** Something that is true of the platform or not. */
@FunctionalInterface
public interface Probe {
  boolean holds(Stage stage) throws IOException, InterruptedException;
}
