package com.moalog.server.model;

/** The languages that messages and question texts exist in. */
public enum Language {
  KO,
  EN;

  /** Picks the text of this language. */
  public String choose(String korean, String english) {
    return switch (this) {
      case KO -> korean;
      case EN -> english;
    };
  }
}
