package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;
import java.util.Optional;

/** Ties nothing: there is no key of its own whose repeat would resume, or be answered. */
final class Untied implements Ticket {

  static final Ticket TICKET = new Untied();

  private Untied() {}

  @Override
  public Optional<String> begun() {
    return Optional.empty();
  }

  @Override
  public void begin(TenantTransaction transaction, String type, String id) {
    // There is no repeat to resume.
  }

  @Override
  public void undo(TenantTransaction transaction) {
    // Nothing was tied.
  }

  @Override
  public void complete(TenantTransaction transaction, Answer answer) {
    // There is nothing to remember the answer by.
  }
}
