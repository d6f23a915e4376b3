package com.moalog.server.retrospect.model;

/**
 * A member's part in a retrospect.
 *
 * @param id the "participantId" of the API
 * @param status how far it is
 */
public record Participation(long id, ParticipationStatus status) {}
