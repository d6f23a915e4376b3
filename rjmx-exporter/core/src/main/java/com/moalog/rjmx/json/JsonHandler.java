package com.moalog.rjmx.json;

/** Hears what a {@link JsonReader} reads, in the order of the input. */
public interface JsonHandler {

  void startObject();

  void endObject();

  void startArray();

  void endArray();

  void key(String name);

  /** A string; only its first part when it is longer than the reader's limit. */
  void string(String text);

  /** A number; out of range is an infinity. */
  void number(double value);

  void bool(boolean value);

  void nothing();
}
