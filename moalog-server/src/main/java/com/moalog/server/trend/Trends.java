package com.moalog.server.trend;

import com.moalog.server.actionitem.KeptRates;
import com.moalog.server.ai.builtin.TopicWords;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.trend.TrendRows.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Looks over the latest retrospects of a room. Thread-safe. */
@Service
class Trends {

  /** A theme recurs when it comes up in at least so many retrospects. */
  private static final int RECURRING = 2;

  private static final int MOST_THEMES = 10;

  private final TrendRows rows;
  private final KeptRates rates;
  private final TopicWords words = TopicWords.load();

  Trends(TrendRows rows, KeptRates rates) {
    this.rows = rows;
    this.rates = rates;
  }

  /** The trends of one of the caller's rooms. */
  OfRoom ofRoom(MemberId caller, RoomId room) {
    KeptRates.Kept kept = rates.ofRoom(caller, room);
    List<Session> sessions = rows.latest(room);
    return new OfRoom(sessions, themes(sessions), kept);
  }

  private List<Theme> themes(List<Session> sessions) {
    Map<String, Set<Long>> retrospectsByWord = new HashMap<>();
    rows.answers(sessions.stream().map(Session::retrospectId).toList())
        .forEach(answer ->
            words
                .of(answer.text())
                .forEach(word ->
                    retrospectsByWord
                        .computeIfAbsent(word, _ -> new LinkedHashSet<>())
                        .add(answer.retrospect())));
    List<Theme> themes = new ArrayList<>();
    retrospectsByWord.forEach((word, retrospects) -> {
      if (retrospects.size() >= RECURRING) {
        themes.add(new Theme(word, retrospects.size()));
      }
    });
    themes.sort(Comparator.comparingInt(Theme::retrospects).reversed().thenComparing(Theme::word));
    return themes.subList(0, Math.min(MOST_THEMES, themes.size()));
  }

  /** How a room develops, the oldest retrospect first. */
  record OfRoom(List<Session> retrospects, List<Theme> themes, KeptRates.Kept kept) {}

  /** What comes up again and again, and in how many of the retrospects. */
  record Theme(String word, int retrospects) {}
}
