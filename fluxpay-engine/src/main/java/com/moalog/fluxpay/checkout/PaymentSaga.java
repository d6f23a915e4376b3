package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.credit.Credits;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.Decision;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.order.Orders;
import com.moalog.fluxpay.order.RefundsOfOrder;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.order.model.OrderStatus;
import com.moalog.fluxpay.payment.CheckoutPayments;
import com.moalog.fluxpay.payment.Locked;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.saga.Progress;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import com.moalog.fluxpay.saga.model.StepStatus;
import com.moalog.fluxpay.subscription.PaidSubscriptions;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a payment from its session to the completed order, one step at a time. Where it stands is
 * read from the payment and the order under their locks, never remembered, so whoever comes next
 * after a crash goes on from there. Money that is captured is never doubted: after that the saga
 * goes forward, or gives it back. Thread-safe.
 */
final class PaymentSaga {

  /** More than any saga takes. */
  private static final int TURNS_MOST = 10;

  private static final int REFUSED = 400;
  private static final String PROCESS = "PROCESS_PAYMENT";
  private static final String CONFIRM = "CONFIRM_PAYMENT";
  private static final String MARK_PAID = "MARK_ORDER_PAID";
  private static final String SERVICE = "EXECUTE_SERVICE";
  private static final String COMPLETE = "COMPLETE_ORDER";
  private static final Logger LOG = LoggerFactory.getLogger(PaymentSaga.class);

  private final TenantTransactions transactions;
  private final CheckoutPayments payments;
  private final Orders orders;
  private final Sagas sagas;
  private final Services services;

  PaymentSaga(
      TenantTransactions transactions,
      CheckoutPayments payments,
      Orders orders,
      Sagas sagas,
      Services services) {
    this.transactions = transactions;
    this.payments = payments;
    this.orders = orders;
    this.sagas = sagas;
    this.services = services;
  }

  /** What is done once the money is there, and how it is undone. */
  record Services(
      Credits credits,
      PaidSubscriptions subscriptions,
      TenantFeatures features,
      RefundsOfOrder refunds,
      InstantSource clock) {}

  /** What a turn found to be next. */
  private sealed interface Turn {

    record Over() implements Turn {}

    /** Somebody else must act first: the customer, or the provider's record. */
    record Parked() implements Turn {}

    /** The session is being verified, or was when a process died. */
    record Verifying() implements Turn {}

    record Approve(PaymentMethod method, String key) implements Turn {}

    record Confirm() implements Turn {}
  }

  /** How far a run came. */
  enum Halt {
    /** The saga is over. */
    OVER,
    /** Whoever settles the payment has the saga go on. */
    PARKED,
    /** A verification is under way, and if it was cut off nobody tells the saga. */
    VERIFYING,
    /** A step takes longer than anybody waits for it, and goes on. */
    UNDER_WAY
  }

  /** How one step after the other is run. */
  @FunctionalInterface
  interface Gait {

    /** How far the step came; empty when there is another one to take. */
    Optional<Halt> run(Supplier<Optional<Halt>> step);
  }

  static String correlation(PaymentId payment) {
    return "payment:" + payment;
  }

  /**
   * What the saga may capture with.
   *
   * @param key empty when the customer is still to come
   */
  record Session(PaymentMethod method, String key) {}

  /** Begins the saga of a new order and payment. */
  void begin(TenantTransaction transaction, Order order, PaymentId payment, Session session) {
    StepStatus process = session.key().isEmpty() ? StepStatus.COMPLETED : StepStatus.EXECUTING;
    sagas.begin(
        transaction,
        new Sagas.Start(
            SagaType.PAYMENT_SAGA,
            correlation(payment),
            Map.of(
                "orderId", order.id().toString(),
                "paymentId", payment.toString(),
                "paymentMethod", session.method().type(),
                "easyPayProvider", String.valueOf(session.method().displayName()),
                "paymentKey", session.key()),
            List.of(StepStatus.COMPLETED, process)));
  }

  /**
   * Goes on as far as it can; no transaction may be open.
   *
   * @throws RefusedException when the provider could not be asked; nothing is captured
   */
  Halt proceed(Caller caller, PaymentId id) {
    return proceed(caller, id, Supplier::get);
  }

  /** As the other one, with each step run as the caller wants. */
  Halt proceed(Caller caller, PaymentId id, Gait gait) {
    for (int i = 0; i < TURNS_MOST; i++) {
      Optional<Halt> halt = gait.run(() -> step(caller, id));
      if (halt.isPresent()) {
        return halt.get();
      }
    }
    return Halt.PARKED;
  }

  /**
   * Takes one step; no transaction may be open.
   *
   * @return empty when there is another one to take
   * @throws RefusedException when the provider could not be asked; nothing is captured
   */
  private Optional<Halt> step(Caller caller, PaymentId id) {
    return switch (next(caller, id)) {
      case Turn.Over() -> Optional.of(Halt.OVER);
      case Turn.Parked() -> Optional.of(Halt.PARKED);
      case Turn.Verifying() -> Optional.of(Halt.VERIFYING);
      case Turn.Approve(PaymentMethod method, String key) -> {
        if (payments.approve(caller, id, method, key).status() >= REFUSED) {
          transactions.run(
              caller, transaction -> giveUp(transaction, id, "the payment was refused"));
        }
        yield Optional.empty();
      }
      case Turn.Confirm() -> {
        if (payments.confirm(caller, id).status() == ErrorCode.PAY_005.status()) {
          throw RefusedException.of(ErrorCode.PAY_005);
        }
        yield Optional.empty();
      }
    };
  }

  private Turn next(Caller caller, PaymentId id) {
    return transactions.call(caller, transaction -> turn(transaction, id));
  }

  private Turn turn(TenantTransaction transaction, PaymentId id) {
    Optional<Locked> locked = payments.lock(transaction, id);
    if (locked.isEmpty()) {
      return new Turn.Over();
    }
    Optional<Sagas.Saga> saga = saga(transaction, locked.get());
    if (saga.isEmpty() || saga.get().status().isTerminal()) {
      return new Turn.Over();
    }
    if (saga.get().status() == SagaStatus.COMPENSATING) {
      return compensated(transaction, locked.get());
    }
    return switch (locked.get().payment().status()) {
      case READY, APPROVED -> unpaid(transaction, locked.get(), saga.get());
      case PROCESSING -> new Turn.Verifying();
      case CONFIRMING, UNKNOWN -> new Turn.Parked();
      case CONFIRMED, PARTIALLY_REFUNDED -> served(transaction, locked.get());
      case FAILED, REFUNDED -> undone(transaction, locked.get());
    };
  }

  /** A saga that ended although its order was paid and not served is begun anew. */
  private Optional<Sagas.Saga> saga(TenantTransaction transaction, Locked locked) {
    String correlation = correlation(locked.payment().id());
    Optional<Sagas.Saga> found = sagas.find(transaction, correlation);
    boolean endedEarly =
        isUnserved(locked.order().order())
            && found.filter(saga -> saga.status() == SagaStatus.COMPLETED).isPresent();
    if (endedEarly) {
      sagas.forget(transaction, correlation);
    }
    return found.isEmpty() || endedEarly ? adopted(transaction, locked) : found;
  }

  /** An order that was placed by itself, and whose service is to be given now. */
  private Optional<Sagas.Saga> adopted(TenantTransaction transaction, Locked locked) {
    Order order = locked.order().order();
    if (!isUnserved(order)) {
      return Optional.empty();
    }
    PaymentId payment = locked.payment().id();
    sagas.begin(
        transaction,
        new Sagas.Start(
            SagaType.PAYMENT_SAGA,
            correlation(payment),
            Map.of("orderId", order.id().toString(), "paymentId", payment.toString()),
            List.of(
                StepStatus.SKIPPED,
                StepStatus.COMPLETED,
                StepStatus.COMPLETED,
                StepStatus.COMPLETED)));
    return sagas.find(transaction, correlation(payment));
  }

  private Turn unpaid(TenantTransaction transaction, Locked locked, Sagas.Saga saga) {
    String key = saga.context().path("paymentKey").asString("");
    if (key.isEmpty()) {
      return new Turn.Parked();
    }
    if (now().isAfter(saga.deadline())) {
      giveUp(transaction, locked.payment().id(), "nothing was captured in time");
      return new Turn.Over();
    }
    return locked.payment().status() == PaymentStatus.APPROVED
        ? confirming(transaction, locked)
        : approving(saga, key);
  }

  private Turn confirming(TenantTransaction transaction, Locked locked) {
    sagas.advance(
        transaction,
        correlation(locked.payment().id()),
        Progress.to(SagaStatus.PROCESSING)
            .with(PROCESS, StepStatus.COMPLETED)
            .with(CONFIRM, StepStatus.EXECUTING));
    return new Turn.Confirm();
  }

  private static Turn approving(Sagas.Saga saga, String key) {
    PaymentMethod.Type type =
        PaymentMethod.Type.valueOf(saga.context().path("paymentMethod").asString());
    String provider = saga.context().path("easyPayProvider").asString("");
    return new Turn.Approve(
        new PaymentMethod(type, type == PaymentMethod.Type.EASY_PAY ? provider : null), key);
  }

  /** Before anything was captured the saga simply goes back. */
  private void giveUp(TenantTransaction transaction, PaymentId id, String reason) {
    Locked locked = payments.lock(transaction, id).orElseThrow();
    payments.undo(transaction, locked);
    cancelled(transaction, locked, reason);
  }

  private void cancelled(TenantTransaction transaction, Locked locked, String reason) {
    if (locked.order().order().status() == OrderStatus.PENDING) {
      orders.cancel(transaction, locked.order(), now(), reason);
    }
    sagas.advance(
        transaction,
        correlation(locked.payment().id()),
        Progress.to(SagaStatus.COMPENSATED)
            .with(PROCESS, StepStatus.COMPENSATED)
            .with("CREATE_ORDER", StepStatus.COMPENSATED)
            .because(reason));
  }

  private Turn undone(TenantTransaction transaction, Locked locked) {
    failUnserved(transaction, locked);
    cancelled(transaction, locked, "the payment is " + locked.payment().status());
    return new Turn.Over();
  }

  private static boolean isUnserved(Order order) {
    return order.terms().fulfilment() != Fulfilment.EXTERNAL && order.status() == OrderStatus.PAID;
  }

  /** All the money is back, so an order that waited for its service will not get it. */
  private boolean failUnserved(TenantTransaction transaction, Locked locked) {
    boolean over =
        locked.payment().status() == PaymentStatus.REFUNDED && isUnserved(locked.order().order());
    if (over) {
      orders.fail(transaction, locked.order(), now(), "its money went back before its service");
    }
    return over;
  }

  private Turn served(TenantTransaction transaction, Locked locked) {
    Order order = locked.order().order();
    boolean serving = order.terms().fulfilment() != Fulfilment.EXTERNAL;
    if (isUnserved(order)) {
      Optional<String> obstacle = serve(transaction, locked);
      if (obstacle.isPresent()) {
        return failed(transaction, locked, obstacle.get());
      }
      orders.complete(transaction, locked.order(), now());
    }
    StepStatus service = serving ? StepStatus.COMPLETED : StepStatus.SKIPPED;
    return over(
        transaction,
        locked,
        Progress.to(SagaStatus.COMPLETED)
            .with(PROCESS, StepStatus.COMPLETED)
            .with(CONFIRM, StepStatus.COMPLETED)
            .with(MARK_PAID, StepStatus.COMPLETED)
            .with(SERVICE, service)
            .with(COMPLETE, service));
  }

  /** Gives what was paid for, or says why that cannot be, and then nothing has changed. */
  private Optional<String> serve(TenantTransaction transaction, Locked locked) {
    Order order = locked.order().order();
    Payment payment = locked.payment();
    return switch (order.terms().fulfilment()) {
      case EXTERNAL -> Optional.empty();
      case CREDIT_CHARGE -> {
        // A call of its own may have credited the payment; then only the order is left to complete.
        if (services.credits().isCharged(transaction, payment.id())) {
          yield Optional.empty();
        }
        Optional<String> obstacle = obstacle(transaction, payment, Feature.CREDITS);
        if (obstacle.isEmpty()) {
          services.credits().charge(transaction, order.userId(), order.total(), payment.id());
        }
        yield obstacle;
      }
      case SUBSCRIPTION_ACTIVATE ->
          obstacle(transaction, payment, Feature.SUBSCRIPTIONS)
              .or(() -> services.subscriptions().activate(transaction, order, payment.id()));
    };
  }

  private Optional<String> obstacle(
      TenantTransaction transaction, Payment payment, Feature feature) {
    if (!services.features().isOn(transaction, feature)) {
      return Optional.of("its service is not enabled for the tenant");
    }
    return payment.refundable().equals(payment.amount())
        ? Optional.empty()
        : Optional.of("its money goes back already");
  }

  private Turn over(TenantTransaction transaction, Locked locked, Progress progress) {
    sagas.advance(transaction, correlation(locked.payment().id()), progress);
    return new Turn.Over();
  }

  /** The service cannot be given: the money goes back, and then the order has failed. */
  private Turn failed(TenantTransaction transaction, Locked locked, String reason) {
    LOG.error("order {} is paid and cannot be served: {}", locked.order().order().id(), reason);
    refund(transaction, locked);
    sagas.advance(
        transaction,
        correlation(locked.payment().id()),
        Progress.to(SagaStatus.COMPENSATING)
            .with(MARK_PAID, StepStatus.COMPLETED)
            .with(SERVICE, StepStatus.FAILED)
            .with(CONFIRM, StepStatus.COMPENSATING)
            .because(reason));
    return new Turn.Parked();
  }

  private void refund(TenantTransaction transaction, Locked locked) {
    Decision<String> refund =
        services.refunds().begin(transaction, locked.order(), RefundsOfOrder.End.FAILED, null);
    if (refund instanceof Decision.Refused<String>(ErrorCode code)) {
      LOG.error("order {} cannot be refunded: {}", locked.order().order().id(), code);
    }
  }

  private Turn compensated(TenantTransaction transaction, Locked locked) {
    if (!failUnserved(transaction, locked) && locked.order().order().status() == OrderStatus.PAID) {
      refund(transaction, locked);
      return new Turn.Parked();
    }
    return over(
        transaction,
        locked,
        Progress.to(SagaStatus.COMPENSATED).with(CONFIRM, StepStatus.COMPENSATED));
  }

  /** Undoing failed for good: an operator must see to it. */
  void abandon(Caller caller, PaymentId id) {
    LOG.error("MANUAL: the saga of payment {} cannot be undone", id);
    transactions.run(
        caller,
        transaction ->
            sagas.advance(
                transaction,
                correlation(id),
                Progress.to(SagaStatus.FAILED).because("the money could not be given back")));
  }

  /** Whether the saga is going back. */
  boolean isCompensating(Caller caller, PaymentId id) {
    return transactions.call(
        caller,
        transaction ->
            sagas
                .find(transaction, correlation(id))
                .filter(saga -> saga.status() == SagaStatus.COMPENSATING)
                .isPresent());
  }

  private Instant now() {
    return services.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
