package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.ReservationId;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;

/** Frees what a reservation holds once it is too old. Thread-safe. */
final class ExpireReservation implements TaskHandler {

  private static final Duration NOT_YET = Duration.ofSeconds(1);

  private final CreditDesk desk;

  ExpireReservation(CreditDesk desk) {
    this.desk = desk;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.RESERVATION_EXPIRE;
  }

  /** The clocks of database and process may differ a little. */
  @Override
  public Outcome run(Caller caller, String reservationId, int attempt) {
    return desk.expire(caller, new ReservationId(reservationId))
        ? new Outcome.Done()
        : new Outcome.Again(NOT_YET, "the reservation is not overdue yet");
  }
}
