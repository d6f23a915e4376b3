package com.moalog.server.retrospect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.retrospect.model.CharacterPairs;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.net.URLEncoder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SearchTest {

  private static final long SEED = Long.getLong("moalog.search.seed", 11);
  private static final int KEYWORDS = Integer.getInteger("moalog.search.keywords", 150);

  /** What people and languages put into titles, and what the index and LIKE have a meaning for. */
  private static final List<String> PIECES =
      List.of(
          "회고", "스프린트", "주간", "배포", "이", "가", "Sprint", "release", "an", "in", "the", "a", "1",
          "42", "ß", "É", "e\u0301", "日本", "ルビ", "🌱", "𠮷", " ", " ", "%", "_", "!", "\"", "+",
          "-", "(", "*", "@", "~", "'", "\\", ".", "ＡＢ", "İ");

  private final TestServer server = TestServer.shared();
  private final Person owner = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final Retro.Room room = new Retro(server).room(owner, "Search");

  /** A room large enough for the index finds exactly what comparing every title finds. */
  @Test
  void narrowsALargeRoomWithoutLosingATitle() {
    RandomGenerator random = new SplittableRandom(SEED);
    List<String> titles =
        IntStream.rangeClosed(0, RetrospectSearch.NARROWING_SIZE)
            .mapToObj(_ -> text(random, 20))
            .toList();
    insert(titles);
    for (int attempt = 0; attempt < KEYWORDS; attempt++) {
      String title = titles.get(random.nextInt(titles.size()));
      String keyword = attempt % 5 == 0 ? text(random, 6) : part(random, title);
      if (!keyword.isBlank()) {
        assertThat(found(keyword.strip()))
            .as("keyword <%s> of seed %d", keyword, SEED)
            .isEqualTo(compared(keyword.strip()));
      }
    }
  }

  @Test
  void looksOnlyForWhatTheIndexKnows() {
    assertThat(CharacterPairs.of("회고록")).containsExactly("회고", "고록");
    assertThat(CharacterPairs.of("회")).isEmpty();
    assertThat(CharacterPairs.of("\"10% a +b𠮷완료\"")).containsExactly("10", "완료");
    assertThat(CharacterPairs.of("abababab")).containsExactly("ab", "ba");
    assertThat(CharacterPairs.of("abcdefghijk")).hasSize(CharacterPairs.LIMIT);
  }

  private void insert(List<String> titles) {
    server
        .bean(JdbcTemplate.class)
        .batchUpdate(
            """
            INSERT INTO retrospects
              (title, retrospect_method, start_time, retrospect_room_id, created_at, updated_at)
            VALUES (?, 'KPT', NOW(), ?, NOW(), NOW())
            """,
            titles.stream().map(title -> new Object[] {title, room.id()}).toList());
  }

  private List<Long> found(String keyword) {
    String path = "/api/v1/retrospects/search?keyword=" + URLEncoder.encode(keyword, UTF_8);
    return StreamSupport.stream(asOwner.get(path).success().spliterator(), false)
        .map(entry -> entry.path("retrospectId").asLong())
        .toList();
  }

  private List<Long> compared(String keyword) {
    String literal = keyword.replaceAll("[!%_]", "!$0");
    return server
        .database()
        .sql(
            """
            SELECT retrospect_id FROM retrospects
            WHERE retrospect_room_id = :room AND title LIKE CONCAT('%', :keyword, '%') ESCAPE '!'
            ORDER BY start_time DESC, retrospect_id DESC LIMIT 1000
            """)
        .param("room", room.id())
        .param("keyword", literal)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static String text(RandomGenerator random, int most) {
    StringBuilder text = new StringBuilder("");
    int length = 1 + random.nextInt(most);
    while (text.codePointCount(0, text.length()) < length) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static String part(RandomGenerator random, String title) {
    int points = title.codePointCount(0, title.length());
    int from = random.nextInt(points);
    int to = from + 1 + random.nextInt(points - from);
    return title.substring(title.offsetByCodePoints(0, from), title.offsetByCodePoints(0, to));
  }
}
