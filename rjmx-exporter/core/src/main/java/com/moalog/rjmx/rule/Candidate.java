package com.moalog.rjmx.rule;

/**
 * One spelling of an attribute.
 *
 * @param form what the contract calls it: R1, R2, J, J', R0
 * @param text all of it but the value
 * @param endsWithValue whether {@code ": "} and the value follow
 */
record Candidate(String form, String text, boolean endsWithValue) {}
