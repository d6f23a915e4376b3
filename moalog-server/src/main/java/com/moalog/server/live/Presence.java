package com.moalog.server.live;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.ParticipationStatus;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Who is writing at the moment, as far as they say so. Thread-safe. */
@Service
class Presence {

  /** Coarse on purpose: it shows life, not working hours. */
  static final Duration LIFETIME = Duration.ofSeconds(15);

  private final RetrospectAccess access;
  private final LiveRows rows;
  private final LiveTail tail;

  Presence(RetrospectAccess access, LiveRows rows, LiveTail tail) {
    this.access = access;
    this.rows = rows;
    this.tail = tail;
  }

  /** Notes whether a participant who has not submitted is writing. */
  void set(MemberId caller, RetrospectId id, boolean writing) {
    var participation =
        access
            .require(id, caller)
            .requireInside(ErrorCode.NO_ACCESS)
            .requireParticipation(ErrorCode.NO_ACCESS);
    if (participation.status() != ParticipationStatus.DRAFT) {
      throw Refusal.of(ErrorCode.ALREADY_SUBMITTED);
    }
    if (writing) {
      rows.writes(id, caller, LIFETIME);
    } else {
      rows.stopsWriting(id, caller);
    }
    tail.writersChanged();
  }
}
