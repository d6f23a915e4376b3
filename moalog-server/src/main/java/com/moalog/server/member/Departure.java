package com.moalog.server.member;

import com.moalog.server.model.MemberId;

/**
 * What a feature has to put in order before a member leaves for good. Called inside the transaction
 * that deletes the member, with the member's row locked.
 */
public interface Departure {

  /** The member is about to be deleted. */
  void beforeDeletionOf(MemberId member);
}
