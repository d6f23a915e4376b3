package com.moalog.rjmx.yaml;

/** The text is not YAML as this reader knows it. */
public final class YamlException extends Exception {

  private final Mark mark;

  YamlException(Mark mark, String message) {
    super(message);
    this.mark = mark;
  }

  /** Where. */
  public Mark mark() {
    return mark;
  }
}
