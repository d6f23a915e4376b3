package com.moalog.server.event;

import com.moalog.server.model.RetrospectId;

/**
 * Is told of a milestone inside the transaction that reaches it, so that what it writes is there
 * when that commits, and only then; must not have effects outside the database.
 */
public interface MilestoneListener {

  /** The retrospect has reached the milestone. */
  void reached(RetrospectId retrospect, Milestone milestone);
}
