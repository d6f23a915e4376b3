package com.moalog.server.anonymous;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What somebody with a copy of the whole database, its files and all logs finds out: nothing. */
class AnonymityProofTest {

  private static final String LETTERS = "qwxzkvjy";
  private final TestServer server = TestServer.start(Map.of());
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Retro.Room room = retro.room(owner, "Nameless");

  @Test
  void leavesNothingThatLeadsFromAnAnswerToItsAuthor() {
    List<Person> team = team(6);
    long id = anonymous();
    Map<String, Person> authors = new HashMap<>();
    Map<String, String> tokens = new HashMap<>();
    Set<Long> before = Set.copyOf(ids("member_retro", "member_retro_id"));
    Recording log = Recording.begin();
    for (Person person : team) {
      retro.participate(person, id);
      as(person).put(path(id) + "/drafts", drafts("draft of " + secret(person))).success();
    }
    for (Person person : team.reversed()) {
      String text = "answer " + secret(person);
      JsonNode submitted = as(person).post(path(id) + "/submit", Retro.answers(text)).success();
      authors.put(text, person);
      tokens.put(text, submitted.path("editToken").asString());
    }
    asOwner().post(path(id) + "/analysis", "{}").success();
    log.end();

    DatabaseDump dump = DatabaseDump.of(server);
    assertThat(dump.rows("anonymous_draft")).isEmpty();
    for (Map.Entry<String, Person> written : authors.entrySet()) {
      assertThat(dump.placesOf("draft of " + secret(written.getValue()))).isEmpty();
      assertThat(dump.placesOf(token(tokens, written))).isEmpty();
      assertThat(Set.copyOf(dump.placesOf(written.getKey())))
          .as("only the answer itself, and what the analysis quotes")
          .isSubsetOf(
              "response.response",
              "retrospects.insight",
              "retrospects.analysis_json",
              "insight_sentence.content");
    }
    assertAnswersAreAlikeButForTheirText(dump, id);
    assertIdsLeadNowhere(dump, id);
    assertProofsAreUnlinkable(dump, id);
    assertParticipationsAreAlike(dump, id, before);
    assertLogsAreSilent(log, dump, id, authors.keySet(), tokens.values());
  }

  private static String token(Map<String, String> tokens, Map.Entry<String, Person> written) {
    return Objects.requireNonNull(tokens.get(written.getKey()));
  }

  /** No time, no status, nothing in the row but question and text. */
  private static void assertAnswersAreAlikeButForTheirText(DatabaseDump dump, long id) {
    List<Map<String, String>> answers = answers(dump, id);
    assertThat(answers).hasSizeGreaterThanOrEqualTo(5 * AnswerPool.BLOCK);
    for (String column : List.of("created_at", "updated_at")) {
      assertThat(answers.stream().map(row -> row.get(column)).distinct()).hasSize(1);
      assertThat(Objects.requireNonNull(answers.getFirst().get(column))).contains("00:00:00");
    }
    Set<String> columns = Set.copyOf(answers.getFirst().keySet());
    assertThat(columns)
        .as("a new column has to be looked at here")
        .containsExactlyInAnyOrder(
            "response_id",
            "question",
            "response",
            "created_at",
            "updated_at",
            "retrospect_id",
            "question_no");
  }

  private static List<Map<String, String>> answers(DatabaseDump dump, long id) {
    return dump.rows("response").stream()
        .filter(row -> Long.toString(id).equals(row.get("retrospect_id")))
        .toList();
  }

  /** The id of a written answer is known to its proof and to who cites it, and no member is. */
  private static void assertIdsLeadNowhere(DatabaseDump dump, long id) {
    Set<String> answers =
        answers(dump, id).stream()
            .filter(row -> !Objects.requireNonNull(row.get("response")).isEmpty())
            .map(row -> Objects.requireNonNull(row.get("response_id")))
            .collect(Collectors.toSet());
    assertThat(answers).hasSize(6 * 5);
    assertThat(dump.rows("insight_source"))
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(row.keySet())
                .containsExactlyInAnyOrder("retrospect_id", "position", "response_id"));
    dump.tables()
        .forEach((table, rows) -> {
          if (!Set.of("response", "anonymous_answer", "insight_source").contains(table)) {
            rows.forEach(row ->
                assertThat(
                        row.containsKey("response_id") && answers.contains(row.get("response_id")))
                    .as(table + " " + row)
                    .isFalse());
          }
        });
    assertThat(dump.rows("live_event"))
        .allSatisfy(event ->
            assertThat(event.get("data")).doesNotContain("responseId").doesNotContain("member"));
  }

  private static void assertProofsAreUnlinkable(DatabaseDump dump, long id) {
    List<Map<String, String>> proofs = dump.rows("anonymous_answer");
    assertThat(proofs.getFirst().keySet()).containsExactly("response_id", "edit_proof");
    assertThat(proofs.stream().map(row -> row.get("edit_proof")).distinct()).hasSize(proofs.size());
    assertThat(id).isPositive();
  }

  /** Who submitted is known; when is not, but for the day. */
  private static void assertParticipationsAreAlike(DatabaseDump dump, long id, Set<Long> before) {
    List<Map<String, String>> participations =
        dump.rows("member_retro").stream()
            .filter(row -> Long.toString(id).equals(row.get("retrospect_id")))
            .toList();
    assertThat(participations).hasSize(6);
    // Midnight in Korea, which may pass while the six submit.
    assertThat(participations)
        .extracting(row -> String.valueOf(row.get("submitted_at")))
        .allMatch(time -> time.endsWith(" 15:00:00"));
    for (String column : List.of("status", "personal_insight")) {
      assertThat(participations.stream().map(row -> String.valueOf(row.get(column))).distinct())
          .as(column)
          .hasSize(1);
    }
    assertThat(participations)
        .allSatisfy(row ->
            assertThat(before)
                .doesNotContain(Long.valueOf(Objects.requireNonNull(row.get("member_retro_id")))));
  }

  private static void assertLogsAreSilent(
      Recording log, DatabaseDump dump, long id, Iterable<String> texts, Iterable<String> tokens) {
    String everything = log.text();
    assertThat(everything).as("the log was recorded").contains("request answered");
    texts.forEach(text -> assertThat(everything).doesNotContain(text));
    tokens.forEach(token -> assertThat(everything).doesNotContain(token));
    assertThat(everything).doesNotContain("draft of ");
    List<String> proofs =
        dump.rows("anonymous_answer").stream()
            .map(row -> Objects.requireNonNull(row.get("edit_proof")))
            .toList();
    proofs.forEach(proof -> assertThat(everything).doesNotContain(proof));
    assertThat(id).isPositive();
  }

  /**
   * Rows of the order of 40 teams of two: the first to submit has the lower id half of the time.
   */
  @Test
  void givesIdsInAnOrderThatSaysNothing() {
    Person first = owner;
    Person second = team(1).getFirst();
    int ascending = 0;
    for (int team = 0; team < 40; team++) {
      long id = anonymous();
      retro.participate(first, id);
      retro.participate(second, id);
      retro.submit(first, id, "first");
      retro.submit(second, id, "second");
      ascending += idOf(id, "first 1") < idOf(id, "second 1") ? 1 : 0;
    }
    assertThat(ascending).isBetween(5, 35);
  }

  private long idOf(long retrospect, String text) {
    return server
        .database()
        .sql(
            """
            SELECT response_id FROM response WHERE retrospect_id = :id AND response = :text
            """)
        .param("id", retrospect)
        .param("text", text)
        .query(Long.class)
        .single();
  }

  /** Deleted rows stay in pages and logs of the database: sealed drafts cannot be read there. */
  @Test
  void leavesNoReadableDraftInTheFilesOfTheDatabase() {
    long id = anonymous();
    retro.participate(owner, id);
    String draft = "never to be submitted " + secret(owner);
    asOwner().put(path(id) + "/drafts", drafts(draft)).success();
    retro.submit(owner, id, "what was submitted " + secret(owner));
    assertThat(filesWith("what was submitted " + secret(owner)))
        .as("the files are those of this database")
        .isNotEmpty();
    assertThat(filesWith(draft)).isEmpty();
  }

  private List<Path> filesWith(String text) {
    Path directory =
        Path.of(server.database().sql("SELECT @@datadir").query(String.class).single());
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(directory, new Reading(file -> contains(file, text), found));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found;
  }

  /** Finds files; the database may remove or rename its temporary ones meanwhile. */
  private static final class Reading extends SimpleFileVisitor<Path> {
    private final Predicate<Path> wanted;
    private final List<Path> found;

    Reading(Predicate<Path> wanted, List<Path> found) {
      this.wanted = wanted;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && wanted.test(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
      return goOn(failed);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
        throws IOException {
      return goOn(failed);
    }

    private static FileVisitResult goOn(@Nullable IOException failed) throws IOException {
      if (failed != null && !(failed instanceof NoSuchFileException)) {
        throw failed;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (NoSuchFileException vanished) {
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private long anonymous() {
    String proposal =
        Retro.proposal(room.id(), "Secret")
            .replace("\"referenceUrls\"", "\"anonymous\":true,\"referenceUrls\"");
    return asOwner().post("/api/v1/retrospects", proposal).success().path("retrospectId").asLong();
  }

  private List<Person> team(int size) {
    List<Person> team = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      Person person = server.people().newcomer();
      retro.join(person, room);
      team.add(person);
    }
    return team;
  }

  /** A word that nothing else contains. */
  private static String secret(Person person) {
    return Long.toString(person.id())
        .chars()
        .mapToObj(digit -> String.valueOf(LETTERS.charAt(digit % LETTERS.length())))
        .collect(Collectors.joining("", "zz" + (person.id() / 8), "zz"));
  }

  private static String drafts(String text) {
    return Retro.answers(text).replace("answers", "drafts");
  }

  private static String path(long id) {
    return "/api/v1/retrospects/" + id;
  }

  private ApiClient as(Person person) {
    return server.people().as(person);
  }

  private ApiClient asOwner() {
    return as(owner);
  }

  private List<Long> ids(String table, String column) {
    return server
        .database()
        .sql("SELECT " + column + " FROM " + table)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  /** Everything that is logged meanwhile, at every level that operators can set. */
  private static final class Recording extends AppenderBase<ILoggingEvent> {

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("com.moalog.server");
    private final Level level = logger.getEffectiveLevel();

    static Recording begin() {
      Recording recording = new Recording();
      recording.setContext(recording.logger.getLoggerContext());
      recording.start();
      recording.logger.setLevel(Level.TRACE);
      recording.logger.addAppender(recording);
      return recording;
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(
          event.getFormattedMessage()
              + event.getKeyValuePairs()
              + event.getMDCPropertyMap()
              + event.getThrowableProxy());
    }

    void end() {
      logger.detachAppender(this);
      logger.setLevel(level);
    }

    String text() {
      return String.join("\n", lines);
    }
  }
}
