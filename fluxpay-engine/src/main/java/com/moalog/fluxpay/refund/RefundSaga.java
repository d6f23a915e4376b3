package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.saga.Progress;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import com.moalog.fluxpay.saga.model.StepStatus;
import java.util.List;
import java.util.Map;

/** How far a refund got, as operators see it. Thread-safe. */
final class RefundSaga {

  private static final String PSP_CANCEL = "PSP_CANCEL";

  private final Sagas sagas;

  RefundSaga(Sagas sagas) {
    this.sagas = sagas;
  }

  private static String correlation(Refund refund) {
    return "refund:" + refund.id();
  }

  /** The refund is reserved. */
  void begun(TenantTransaction transaction, Refund refund) {
    sagas.begin(
        transaction,
        new Sagas.Start(
            SagaType.REFUND_SAGA,
            correlation(refund),
            Map.of(
                "refundId", refund.id().value(),
                "paymentId", refund.payment().toString(),
                "amount", refund.amount().amount(),
                "currency", refund.amount().currency()),
            List.of(StepStatus.COMPLETED, StepStatus.SKIPPED)));
  }

  /** What the payment was credited for is taken back. */
  void reversed(TenantTransaction transaction, Refund refund) {
    sagas.advance(
        transaction,
        correlation(refund),
        Progress.to(SagaStatus.PROCESSING).with("REVERSE_ENTITLEMENT", StepStatus.COMPLETED));
  }

  /** The refund moved. */
  void moved(TenantTransaction transaction, Refund refund) {
    Progress progress =
        switch (refund.status()) {
          case REQUESTED -> Progress.to(SagaStatus.PROCESSING).with(PSP_CANCEL, StepStatus.PENDING);
          case PROCESSING ->
              Progress.to(SagaStatus.PROCESSING).with(PSP_CANCEL, StepStatus.EXECUTING);
          case COMPLETED ->
              Progress.to(SagaStatus.COMPLETED)
                  .with(PSP_CANCEL, StepStatus.COMPLETED)
                  .with("SETTLE_REFUND", StepStatus.COMPLETED);
          case FAILED ->
              Progress.to(SagaStatus.COMPENSATED)
                  .with(PSP_CANCEL, StepStatus.FAILED)
                  .with("RESERVE_REFUND", StepStatus.COMPENSATED)
                  .because(String.valueOf(refund.result().failureCode()));
        };
    sagas.advance(transaction, correlation(refund), progress);
  }
}
