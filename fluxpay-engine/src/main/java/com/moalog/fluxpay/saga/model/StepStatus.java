package com.moalog.fluxpay.saga.model;

/** Where a step of a saga stands. */
public enum StepStatus {
  PENDING,
  EXECUTING,
  COMPLETED,
  /** There was nothing to do. */
  SKIPPED,
  FAILED,
  COMPENSATING,
  COMPENSATED
}
