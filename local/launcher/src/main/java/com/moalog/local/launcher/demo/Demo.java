package com.moalog.local.launcher.demo;

import com.moalog.local.launcher.Addresses;
import com.moalog.local.launcher.demo.ArrivalStory.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The whole story, chapter by chapter. Not thread-safe. */
final class Demo {

  private static final Duration EVENT_LIMIT = Duration.ofSeconds(20);

  /** Characters that the story certainly leaves in the PDF. */
  private static final String KOREAN = "첫출시돌아보기민아준";

  private final Addresses addresses;
  private final Storyteller teller;
  private final InstantSource clock;

  Demo(Addresses addresses, Storyteller teller, InstantSource clock) {
    this.addresses = addresses;
    this.teller = teller;
    this.clock = clock;
  }

  /**
   * Tells it once.
   *
   * @throws UnexpectedAnswerException at the first step that does not go as it must
   */
  void tell() throws InterruptedException {
    Instant start = clock.instant();
    Cast cast = Cast.of(start.toEpochMilli());
    teller.chapter("Two new members");
    ArrivalStory arrival =
        new ArrivalStory(
            teller,
            cast.guest(addresses.moalogServer()),
            new Party(addresses.sandbox(), Map.of(), Dialect.PLAIN));
    Member mina = arrival.tell(cast.mina());
    Member joon = arrival.tell(cast.joon());
    long retrospect = new RetrospectStory(teller, cast, clock).tell(mina, joon);
    PurchaseStory.Paid paid = new PurchaseStory(teller, addresses, UUID::randomUUID).tell(mina);
    teller.chapter("What remains");
    arrival.leave(joon);
    print(mina, retrospect);
    listen(paid, start);
    teller.end();
  }

  private void print(Member mina, long retrospect) {
    Answer report =
        teller
            .step("Mina exports the report")
            .expects(Demo::pdfFault)
            .by(mina.party().get("/api/v1/retrospects/" + retrospect + "/export").forFile());
    Path file = addresses.output().resolve("retrospect-" + retrospect + ".pdf");
    teller.act(
        "... and keeps it",
        "write " + report.bytes().length + " bytes",
        () -> {
          save(file, report.bytes());
          return file.toString();
        });
  }

  private static Optional<String> pdfFault(Answer answer) {
    if (!answer.header("Content-Type").orElse("").startsWith("application/pdf")
        || !PdfText.isPdf(answer.bytes())) {
      return Optional.of("the report must be a PDF");
    }
    return PdfText.hasGlyphsOf(KOREAN, answer.bytes())
        ? Optional.empty()
        : Optional.of("the report must contain the Korean text of the retrospective");
  }

  private static void save(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, bytes);
  }

  private void listen(PurchaseStory.Paid paid, Instant start) {
    List<PaymentEvents.Event> events = new ArrayList<>();
    teller.act(
        "Kafka tells everybody else",
        "read fluxpay.order.events, fluxpay.payment.events",
        () -> {
          events.addAll(
              new PaymentEvents(addresses.kafkaBootstrap())
                  .read(paid.orderId(), start, EVENT_LIMIT));
          return events.size() + " events of order " + paid.orderId();
        });
    events.forEach(event ->
        teller.note(
            "%s  %-32s %s  key %s"
                .formatted(event.time(), event.type(), event.topic(), event.key())));
  }
}
