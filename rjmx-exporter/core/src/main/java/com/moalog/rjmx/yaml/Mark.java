package com.moalog.rjmx.yaml;

/** A place in a text; both numbers count from 1. */
public record Mark(int line, int column) {

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
