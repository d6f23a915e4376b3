package com.moalog.server.pdf;

import com.moalog.server.retrospect.model.Retrospect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report tells.
 *
 * @param retrospect what it is about
 * @param roomTitle the room's name
 * @param insight the result of the analysis, if there is one
 * @param participants their names
 * @param sections the questions with their answers
 */
record Report(
    Retrospect retrospect,
    String roomTitle,
    @Nullable String insight,
    List<Participant> participants,
    List<Section> sections) {

  Report {
    participants = List.copyOf(participants);
    sections = List.copyOf(sections);
  }

  /**
   * Somebody who takes part.
   *
   * @param missions the member's missions, if there are any
   */
  record Participant(String name, @Nullable String missions) {}

  /** A question and who answered what. */
  record Section(String question, List<Entry> entries) {

    Section {
      entries = List.copyOf(entries);
    }
  }

  /** An answer and its author. */
  record Entry(String author, String answer) {}
}
