package com.moalog.rjmx.rule;

import com.moalog.rjmx.text.DecimalReader;
import com.moalog.rjmx.text.DecimalWriter;

/** What a target said about a leaf. */
public sealed interface LeafValue {

  /** As patterns and templates see it. */
  String text();

  /** A number. */
  record Numeric(double value) implements LeafValue {
    @Override
    public String text() {
      return DecimalWriter.text(value);
    }
  }

  /** A boolean, which counts as 1 or 0. */
  record Bool(boolean value) implements LeafValue {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  /** A text, which counts as nothing unless a rule makes a number of it. */
  record Text(String text) implements LeafValue {}

  /** The number this stands for after the factor; NaN when it stands for none. */
  static double sample(LeafValue value, double factor, boolean readTexts) {
    return switch (value) {
      case Numeric number -> number.value() * factor;
      case Bool bool -> bool.value() ? 1 : 0;
      case Text text -> readTexts ? DecimalReader.read(text.text()) * factor : Double.NaN;
    };
  }
}
