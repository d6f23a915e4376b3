package com.moalog.server.ai.model;

import com.moalog.server.retrospect.model.RetrospectMethod;

/** What a question asks for, across the methods, and how an answer to it is to be read. */
public enum QuestionKind {
  KEEP(Leaning.KEEP),
  PROBLEM(Leaning.PROBLEM),
  TRY(Leaning.TRY),
  FEELINGS(Leaning.OPEN),
  OTHER(Leaning.OPEN),
  LIKED(Leaning.KEEP),
  LEARNED(Leaning.KEEP),
  LACKED(Leaning.PROBLEM),
  LONGED(Leaning.TRY),
  FACTS(Leaning.OPEN),
  FINDINGS(Leaning.PROBLEM),
  APPLY(Leaning.TRY),
  FEEDBACK(Leaning.KEEP),
  POSITIVE(Leaning.KEEP),
  NEGATIVE(Leaning.PROBLEM),
  INTERESTING(Leaning.TRY),
  MEMORABLE(Leaning.KEEP),
  THOUGHTS(Leaning.PROBLEM),
  IMPROVE(Leaning.TRY),
  WORDS(Leaning.OPEN);

  /** What an answer tells about the work. */
  public enum Leaning {
    /** What went well. */
    KEEP,
    /** What went badly. */
    PROBLEM,
    /** What is to be done next. */
    TRY,
    /** Any of these. */
    OPEN
  }

  private final Leaning leaning;

  QuestionKind(Leaning leaning) {
    this.leaning = leaning;
  }

  /** How an answer is to be read. */
  public Leaning leaning() {
    return leaning;
  }

  /** What question 1 to 5 of the method asks for. */
  public static QuestionKind of(RetrospectMethod method, int number) {
    QuestionKind[] kinds =
        switch (method) {
          case KPT -> new QuestionKind[] {KEEP, PROBLEM, TRY, FEELINGS, OTHER};
          case FOUR_L -> new QuestionKind[] {LIKED, LEARNED, LACKED, LONGED, OTHER};
          case FIVE_F -> new QuestionKind[] {FACTS, FEELINGS, FINDINGS, APPLY, FEEDBACK};
          case PMI -> new QuestionKind[] {POSITIVE, NEGATIVE, INTERESTING, FEELINGS, OTHER};
          case FREE -> new QuestionKind[] {MEMORABLE, THOUGHTS, IMPROVE, WORDS, OTHER};
        };
    return kinds[number - 1];
  }
}
