package com.moalog.server.retrospect.model;

/** How far a participation is; the order is the only way through it. */
public enum ParticipationStatus {
  /** Answers are being written. */
  DRAFT,
  /** All five answers are in and can no longer be changed. */
  SUBMITTED,
  /** The answers took part in the analysis. */
  ANALYZED
}
