package com.moalog.server.ai.model;

/** What hints are for. */
public enum GuideType {
  /** Starting an answer. */
  INITIAL,
  /** Enriching what is already written. */
  PERSONALIZED
}
