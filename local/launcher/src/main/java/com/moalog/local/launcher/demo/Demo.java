package com.moalog.local.launcher.demo;

import com.moalog.local.launcher.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The whole story, chapter by chapter. Not thread-safe. */
final class Demo {

  private static final Duration EVENT_LIMIT = Duration.ofSeconds(20);

  /** Characters that the story certainly leaves in the PDF. */
  private static final String KOREAN = "첫출시돌아보기민아준";

  private final Stage stage;
  private final Storyteller teller;
  private final InstantSource clock;

  /** Where the story plays. */
  record Stage(Addresses addresses, NewMembers.Database database) {}

  Demo(Stage stage, Storyteller teller, InstantSource clock) {
    this.stage = stage;
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
    Party guest = cast.guest(stage.addresses().moalogServer());
    List<Long> ids = enter(cast);
    RetrospectStory.Ended ended =
        new RetrospectStory(teller, cast, guest, clock).tell(ids.get(0), ids.get(1));
    PurchaseStory.Paid paid =
        new PurchaseStory(teller, stage.addresses(), UUID::randomUUID)
            .tell(ended.mina(), ended.minaId());
    teller.chapter("What remains");
    print(ended);
    listen(paid, start);
    teller.end();
  }

  private List<Long> enter(Cast cast) {
    teller.chapter("Two members of this run");
    List<Person> people = List.of(cast.mina(), cast.joon());
    List<Long> ids = new ArrayList<>();
    teller.act(
        "Mina and Joon become members",
        "INSERT INTO member " + cast.mina().email() + ", " + cast.joon().email(),
        () -> {
          ids.addAll(new NewMembers(stage.database()).add(people));
          return "members " + ids.get(0) + " and " + ids.get(1);
        });
    return List.copyOf(ids);
  }

  private void print(RetrospectStory.Ended ended) {
    Answer report =
        teller
            .step("Mina exports the report")
            .expects(Demo::pdfFault)
            .by(ended.mina().get("/api/v1/retrospects/" + ended.retrospectId() + "/export"));
    Path file = stage.addresses().output().resolve("retrospect-" + ended.retrospectId() + ".pdf");
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
              new PaymentEvents(stage.addresses().kafkaBootstrap())
                  .read(paid.orderId(), start, EVENT_LIMIT));
          return events.size() + " events of order " + paid.orderId();
        });
    events.forEach(event ->
        teller.note(
            "%s  %-32s %s  key %s"
                .formatted(event.time(), event.type(), event.topic(), event.key())));
  }
}
