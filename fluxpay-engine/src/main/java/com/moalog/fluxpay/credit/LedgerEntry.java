package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Movement;
import com.moalog.fluxpay.credit.model.ReservationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement with what it is known by.
 *
 * @param id names the entry
 * @param movement what moves
 * @param reference why; a reference serves once per kind of movement
 * @param at when
 */
record LedgerEntry(UUID id, Movement movement, Reference reference, Instant at) {

  static final int DESCRIPTION_LIMIT = 255;
  static final int REFERENCE_LIMIT = 100;

  /**
   * Why credit moves.
   *
   * @param type {@code PAYMENT}, {@code GRANT}, {@code RESERVATION} or {@code REFUND}
   * @param id unique among the movements of a kind
   * @param reservationId the reservation that it belongs to, if any
   * @param description for people
   */
  record Reference(
      String type, String id, @Nullable String reservationId, @Nullable String description) {

    static Reference of(ReservationId reservation) {
      return new Reference("RESERVATION", reservation.value(), reservation.value(), null);
    }
  }
}
