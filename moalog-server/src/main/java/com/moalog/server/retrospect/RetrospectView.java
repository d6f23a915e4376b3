package com.moalog.server.retrospect;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.retrospect.model.Participation;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.room.model.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A retrospect as one member stands to it.
 *
 * @param retrospect the retrospect
 * @param standing the member's standing to its room; never {@code NO_ROOM}
 * @param participation the member's part in it, if any
 */
public record RetrospectView(
    Retrospect retrospect, Standing standing, @Nullable Participation participation) {

  /** Refuses members of other rooms with the given code. */
  public RetrospectView requireInside(ErrorCode otherwise) {
    if (!standing.isInside()) {
      throw Refusal.of(otherwise);
    }
    return this;
  }

  /** The member's part in it; who has none is refused with the given code. */
  public Participation requireParticipation(ErrorCode otherwise) {
    if (participation == null) {
      throw Refusal.of(otherwise);
    }
    return participation;
  }
}
