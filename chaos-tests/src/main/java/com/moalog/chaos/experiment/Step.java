package com.moalog.chaos.experiment;

import java.io.IOException;

/** Something that is done to the platform. */
@FunctionalInterface
public interface Step {
  void on(Stage stage) throws IOException, InterruptedException;
}
