package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Waiting;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;

/**
 * Executes a request at most once per key. PostgreSQL alone grants the right to execute; what is
 * remembered beside it only answers repeats. An execution that ends with a stored answer is
 * replayed byte for byte; one that ends with an exception, or with a server error after which
 * nothing is committed, leaves no trace of its key. Thread-safe.
 */
public final class Idempotency {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
  private static final Duration FIRST_POLL = Duration.ofMillis(50);
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int SERVER_ERROR = 500;

  private final IdempotencySettings settings;
  private final KeyHeader header;
  private final KeyStore keys;
  private final TenantTransactions transactions;
  private final Surroundings surroundings;

  Idempotency(
      IdempotencySettings settings,
      KeyStore keys,
      TenantTransactions transactions,
      Surroundings surroundings) {
    this.settings = settings;
    this.header = new KeyHeader(settings);
    this.keys = keys;
    this.transactions = transactions;
    this.surroundings = surroundings;
  }

  /** What an execution needs besides the database. */
  record Surroundings(
      IdSource ids,
      Waiting waiting,
      ScheduledExecutorService leases,
      Counter hits,
      Replays replays) {}

  /** A request as it is recognised; without a key it is not. */
  public static final class Call {

    private final Optional<RequestKey> key;

    private Call(Optional<RequestKey> key) {
      this.key = key;
    }

    private Optional<RequestKey> key() {
      return key;
    }
  }

  /** Whether an endpoint insists on a key. */
  public enum Need {
    /** Without a key a repeat would do the work twice. */
    REQUIRED,
    /** The state machine makes a repeat harmless; a key makes its answer the same. */
    HONOURED
  }

  /**
   * Executes the work, or answers as an earlier execution did.
   *
   * @param work hands its answer to the ticket within its last transaction
   * @throws RefusedException with {@code VAL_002} to {@code VAL_005}
   */
  public ResponseEntity<String> execute(
      Caller caller,
      HttpServletRequest request,
      JsonBody body,
      Need need,
      Function<Ticket, Answer> work) {
    return execute(caller, call(request, body, need), work);
  }

  /**
   * What a request is recognised by; whoever executes it needs the request itself no more.
   *
   * @throws RefusedException with {@code VAL_002} or {@code VAL_003}
   */
  public Call call(HttpServletRequest request, JsonBody body, Need need) {
    Optional<String> key = settings.enabled() ? header.read(request) : Optional.empty();
    if (key.isEmpty() && need == Need.REQUIRED && settings.required() && settings.enabled()) {
      throw RefusedException.of(ErrorCode.VAL_002);
    }
    String endpoint = request.getMethod() + ":" + request.getRequestURI();
    return new Call(key.map(own -> new RequestKey(endpoint, own, body.fingerprint())));
  }

  /** As the other one, for a request that may be answered before its execution ends. */
  public ResponseEntity<String> execute(Caller caller, Call call, Function<Ticket, Answer> work) {
    return call.key()
        .map(key -> keyed(caller, key, work))
        .orElseGet(() -> fresh(work.apply(Ticket.untied())));
  }

  private ResponseEntity<String> keyed(
      Caller caller, RequestKey key, Function<Ticket, Answer> work) {
    Optional<KeyStore.Known> remembered = surroundings.replays().find(caller.tenant().value(), key);
    if (remembered.isPresent()) {
      return repeated(key, remembered.get());
    }
    long deadline = surroundings.waiting().nanoTime() + settings.waitLimit().toNanos();
    Duration pause = FIRST_POLL;
    while (true) {
      UUID owner = surroundings.ids().next();
      Instant expiry = surroundings.replays().expiry(settings.lifetime());
      Optional<KeyStore.Claim> claim =
          transactions.call(caller, transaction -> keys.claim(transaction, key, owner));
      if (claim.isPresent()) {
        try {
          Keyed ticket = new Keyed(key, owner, claim.get());
          Answer answer = owned(caller, ticket, work);
          if (claim.get().isFirst() && ticket.isAnsweredBy(answer)) {
            keep(caller, key, answer, expiry);
          }
          return fresh(answer);
        } catch (LostTicketException lost) {
          LOG.warn("{}", lost.getMessage());
        }
      }
      Optional<KeyStore.Known> known =
          transactions.call(caller, transaction -> keys.find(transaction, key));
      if (known.isPresent() && isSettled(known.get(), key)) {
        return repeated(key, known.get());
      }
      if (surroundings.waiting().nanoTime() - deadline > 0) {
        throw RefusedException.retryLater(ErrorCode.VAL_005, RETRY_AFTER);
      }
      surroundings.waiting().pause(pause);
      pause =
          pause.plus(FIRST_POLL).compareTo(LONGEST_POLL) < 0
              ? pause.plus(FIRST_POLL)
              : LONGEST_POLL;
    }
  }

  private static boolean isSettled(KeyStore.Known known, RequestKey key) {
    return known.completed() || !known.fingerprint().equals(key.fingerprint());
  }

  private ResponseEntity<String> repeated(RequestKey key, KeyStore.Known known) {
    if (!known.fingerprint().equals(key.fingerprint())) {
      throw RefusedException.of(ErrorCode.VAL_004);
    }
    surroundings.hits().increment();
    return replayed(known.answer());
  }

  private void keep(Caller caller, RequestKey key, Answer answer, Instant expiry) {
    surroundings
        .replays()
        .keep(
            caller.tenant().value(),
            key,
            new KeyStore.Known(true, key.fingerprint(), answer.status(), answer.body()),
            expiry);
  }

  private Answer owned(Caller caller, Keyed ticket, Function<Ticket, Answer> work) {
    boolean settled = false;
    ScheduledFuture<?> renewal = renewing(caller, ticket);
    try {
      Answer answer = work.apply(ticket);
      settled = answer.status() < SERVER_ERROR;
      return answer;
    } finally {
      renewal.cancel(false);
      if (!settled) {
        release(caller, ticket);
      }
    }
  }

  private ScheduledFuture<?> renewing(Caller caller, Keyed ticket) {
    long period = settings.lease().toMillis() / 3;
    return surroundings
        .leases()
        .scheduleAtFixedRate(
            () -> quietly(caller, transaction -> keys.renew(transaction, ticket.key, ticket.owner)),
            period,
            period,
            TimeUnit.MILLISECONDS);
  }

  private void release(Caller caller, Keyed ticket) {
    quietly(caller, transaction -> keys.release(transaction, ticket.key, ticket.owner));
  }

  /** The lease ends by itself, so a failure here only delays the next try. */
  private void quietly(Caller caller, Consumer<TenantTransaction> work) {
    try {
      transactions.run(caller, work);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("an idempotency key keeps its lease: {}", away.getMessage());
    }
  }

  private static ResponseEntity<String> fresh(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }

  private static ResponseEntity<String> replayed(Answer answer) {
    return ResponseEntity.status(answer.status())
        .header("Idempotency-Replayed", "true")
        .body(answer.body());
  }

  /** The right to execute the request of one key, until the lease ends. */
  private final class Keyed implements Ticket {

    private final RequestKey key;
    private final UUID owner;
    private final KeyStore.Claim claim;
    private @Nullable Answer completed;

    Keyed(RequestKey key, UUID owner, KeyStore.Claim claim) {
      this.key = key;
      this.owner = owner;
      this.claim = claim;
    }

    /** Whether that answer is what every repeat will get. */
    boolean isAnsweredBy(Answer answer) {
      return answer.equals(completed);
    }

    @Override
    public Optional<String> begun() {
      return Optional.of(claim.resource()).filter(id -> !id.isEmpty());
    }

    @Override
    public void begin(TenantTransaction transaction, String type, String id) {
      if (!keys.begin(transaction, key, owner, type, id)) {
        throw new LostTicketException(key.endpoint());
      }
    }

    @Override
    public void undo(TenantTransaction transaction) {
      if (!keys.undo(transaction, key, owner)) {
        throw new LostTicketException(key.endpoint());
      }
    }

    @Override
    public void complete(TenantTransaction transaction, Answer answer) {
      if (!keys.complete(transaction, key, owner, answer)) {
        throw new LostTicketException(key.endpoint());
      }
      completed = answer;
    }
  }
}
