package com.moalog.fluxpay.task;

/**
 * A task that every active tenant has exactly one of, for ever: each run ends with when the next
 * one is. Its reference is {@link #REFERENCE}.
 */
public interface StandingTask extends TaskHandler {

  String REFERENCE = "standing";
}
