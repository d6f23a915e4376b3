package com.moalog.server.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that those who watch a retrospect want to know at once. It carries ids and counts and
 * never texts, names or what would link an anonymous answer to its author.
 */
public sealed interface LiveEvent {

  /** Its name on the wire. */
  @JsonIgnore
  String eventName();

  /** Somebody takes part. */
  record Joined(long participants) implements LiveEvent {
    @Override
    public String eventName() {
      return "participant";
    }
  }

  /** Answers can be read, or were changed; how many have submitted. */
  record Submitted(long submitters) implements LiveEvent {
    @Override
    public String eventName() {
      return "submitted";
    }
  }

  /** A comment was added. */
  record Commented(long responseId, long commentId) implements LiveEvent {
    @Override
    public String eventName() {
      return "comment";
    }
  }

  /** An answer was liked, or no longer. */
  record Liked(long responseId, long totalLikes) implements LiveEvent {
    @Override
    public String eventName() {
      return "like";
    }
  }

  /** It is anonymous now, or no longer. */
  record ModeChanged(boolean anonymous) implements LiveEvent {
    @Override
    public String eventName() {
      return "mode";
    }
  }

  /** The analysis is stored. */
  record Analysed() implements LiveEvent {
    @Override
    public String eventName() {
      return "analysis";
    }
  }

  /** An action item was made or changed. */
  record ActionItemChanged(long actionItemId) implements LiveEvent {
    @Override
    public String eventName() {
      return "action-item";
    }
  }
}
