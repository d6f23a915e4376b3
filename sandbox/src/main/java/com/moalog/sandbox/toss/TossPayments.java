package com.moalog.sandbox.toss;

import com.moalog.sandbox.faults.FaultLine;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.storage.Journal;
import com.moalog.sandbox.storage.Kept;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The payment provider, put together. Thread-safe. */
public final class TossPayments implements AutoCloseable {

  private final PaymentBook book;
  private final IdempotencyKeys idempotency;
  private final BillingKeys billing;
  private final FeedScript feed = new FeedScript();
  private final WebhookSender webhooks;
  private final List<Route> routes;

  /**
   * What the provider is set up with.
   *
   * @param secretKey what the merchant must present
   * @param maxPayments how many payments, and how many remembered answers, memory has room for
   * @param seed where the chance of shuffled webhooks starts
   */
  public record Settings(String secretKey, int maxPayments, long seed) {}

  public TossPayments(
      Settings settings,
      FaultLine faults,
      InstantSource clock,
      RandomGenerator random,
      Journal journal) {
    webhooks = new WebhookSender(clock, settings.seed());
    book = new PaymentBook(clock, journal, settings.maxPayments(), webhooks::changed);
    idempotency = new IdempotencyKeys(clock, journal, settings.maxPayments());
    billing = new BillingKeys(journal, settings.maxPayments());
    TossGate gate = new TossGate(faults, idempotency, settings.secretKey());
    Keys keys = new RandomKeys(random);
    routes =
        Stream.of(
                new TossApi(gate, book, clock, keys).routes(),
                new BillingApi(gate, book, billing, clock, keys).routes(),
                new TransactionFeed(gate, book, feed).routes(),
                feed.routes(),
                new WebhookRoutes(webhooks).routes(),
                new Checkout(book, clock, keys).routes(),
                new PaymentPage(book, clock, keys).routes(),
                new MoneyOracle(book).routes())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    return routes;
  }

  /** What must be the same after a restart. */
  public List<Kept<?>> kept() {
    return Stream.concat(book.kept().stream(), Stream.of(idempotency.kept(), billing.kept()))
        .toList();
  }

  /** Forgets all payments and answers. */
  public void reset() {
    book.clear();
    idempotency.clear();
    billing.clear();
    feed.clear();
    webhooks.clear();
  }

  /** Sends no webhook any more. */
  @Override
  public void close() {
    webhooks.close();
  }
}
