package com.moalog.server.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a room, or of one retrospect, without ids: the form of the JSON file, version 1.
 * The order of all lists is part of it, so that the same data always give the same file. Times are
 * wall clock readings in Korea, {@code 2026-11-23T09:30:00}.
 */
@JsonPropertyOrder({"format", "version", "room", "retrospects", "actionItems"})
record Document(
    @Nullable String format,
    @Nullable Integer version,
    @Nullable Room room,
    List<Retrospect> retrospects,
    List<ActionItem> actionItems) {

  static final String FORMAT = "moalog-export";
  static final int VERSION = 1;

  Document {
    retrospects = Lists.of(retrospects);
    actionItems = Lists.of(actionItems);
  }

  record Room(@Nullable String title, @Nullable String description) {}

  record Retrospect(
      @Nullable String title,
      @Nullable String method,
      @Nullable String startTime,
      boolean anonymous,
      List<String> references,
      @Nullable Analysis analysis,
      List<Participant> participants,
      List<Answer> answers) {

    Retrospect {
      references = Lists.of(references);
      participants = Lists.of(participants);
      answers = Lists.of(answers);
    }
  }

  /**
   * The result of an analysis.
   *
   * @param evidence what the insight rests on; left out when it was stored without, so that files
   *     from before there was any come back the same
   */
  record Analysis(
      @Nullable String insight,
      List<Emotion> emotionRank,
      @Nullable String generatedBy,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Sentence> evidence) {

    Analysis {
      emotionRank = Lists.of(emotionRank);
      evidence = Lists.of(evidence);
    }
  }

  /**
   * A sentence of an insight.
   *
   * @param answers the places of the answers that it rests on in the retrospect's list, from 0
   */
  record Sentence(@Nullable String text, List<Integer> answers) {

    Sentence {
      answers = Lists.of(answers);
    }
  }

  record Emotion(int rank, @Nullable String label, @Nullable String description, int count) {}

  /** Somebody who takes part; who has left, or is anonymous, has no name. */
  record Participant(@Nullable String name, @Nullable String status, @Nullable String missions) {}

  /** An answer; its author has no name when anonymous or gone. */
  record Answer(
      int question,
      @Nullable String author,
      @Nullable String text,
      long likes,
      List<Comment> comments) {

    Answer {
      comments = Lists.of(comments);
    }
  }

  record Comment(@Nullable String author, @Nullable String text, @Nullable String createdAt) {}

  /**
   * An action item.
   *
   * @param retrospect the place of its retrospect in the list, from 0
   */
  record ActionItem(
      @Nullable String content,
      @Nullable String status,
      @Nullable String owner,
      @Nullable String dueDate,
      @Nullable Integer retrospect,
      @Nullable String kind,
      @Nullable String createdAt,
      @Nullable String closedAt) {}

  /** Lists that JSON may leave out or fill with nothing. */
  static final class Lists {

    private Lists() {}

    static <T> List<T> of(@Nullable List<? extends @Nullable T> given) {
      if (given == null) {
        return List.of();
      }
      return given.stream()
          .<T>mapMulti((one, sink) -> {
            if (one == null) {
              throw new BadDocumentException("a list contains null");
            }
            sink.accept(one);
          })
          .toList();
    }
  }
}
