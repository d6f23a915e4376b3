package com.moalog.server.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class ExportTest {

  private static final String ANSWER = "회고는 漢字와 ひらがな, カタカナ 그리고 English 123까지 그대로";
  private static final String LONG_WORD = "a".repeat(900) + "끝";

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final Retro.Room room;
  private final long id;
  private final String path;

  ExportTest() {
    room = retro.room(owner, "보고서 방");
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "결제 개편");
    path = "/api/v1/retrospects/" + id + "/export";
    retro.participate(owner, id);
    retro.participate(guest, id);
  }

  @Test
  void refusesStrangersAndWhatDoesNotExist() {
    asOwner.get("/api/v1/retrospects/0/export").isRefused(400, "COMMON400");
    asOwner.get("/api/v1/retrospects/999999999/export").isRefused(404, "RETRO4041");
    server.people().as(server.people().newcomer()).get(path).isRefused(404, "RETRO4041");
    server.client().get(path).isRefused(401, "AUTH4001");
  }

  @Test
  void namesTheFileAndForbidsKeepingIt() {
    ApiAnswer answer = asOwner.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type"))
        .isEqualToIgnoringWhitespace("application/pdf;charset=utf-8");
    assertThat(answer.header("Content-Disposition"))
        .matches("attachment; filename=\"retrospect_report_" + id + "_\\d{8}_\\d{6}\\.pdf\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
  }

  @Test
  void tellsEverythingInReadableText() throws IOException {
    retro.submit(guest, id, ANSWER);
    asOwner
        .put(
            "/api/v1/retrospects/" + id + "/drafts",
            "{\"drafts\":[{\"questionNumber\":1,\"content\":\"아직 비밀\"}]}")
        .success();
    String before = text(asOwner.get(path));
    assertThat(before)
        .contains("결제 개편 - Retrospect Report", "Basic Information", "Retro Room: 보고서 방")
        .contains("Method: KPT", "Participants (2): " + owner.nickname() + ", " + guest.nickname())
        .contains("Questions & Answers", "[" + guest.nickname() + "] " + ANSWER + " 1")
        .doesNotContain("Retro Room Insight", "Personal Insights", "아직 비밀");
    asOwner.post("/api/v1/retrospects/" + id + "/analysis").success();
    assertThat(text(asOwner.get(path)))
        .containsSubsequence(
            "Basic Information", "Retro Room Insight", "Questions & Answers", "Personal Insights");
  }

  @Test
  void takesAWholeRoomAlong() throws IOException {
    String all = "/api/v1/retro-rooms/" + room.id() + "/export/pdf";
    server.people().as(server.people().newcomer()).get(all).isRefused(403, "RETRO4031");
    asOwner.get("/api/v1/retro-rooms/999999999/export/pdf").isRefused(404, "RETRO4041");
    retro.submit(guest, id, ANSWER);
    long second = retro.retrospect(owner, room, "정산 자동화");
    retro.participate(guest, second);
    retro.submit(guest, second, "두 번째 이야기");
    ApiAnswer answer = server.people().as(guest).get(all);
    assertThat(answer.header("Content-Disposition"))
        .matches("attachment; filename=\"room_report_" + room.id() + "_\\d{8}_\\d{6}\\.pdf\"");
    assertThat(text(answer))
        .containsSubsequence(
            "보고서 방 - Retrospect Reports",
            "결제 개편 - Retrospect Report",
            "정산 자동화 - Retrospect Report",
            "Basic Information",
            ANSWER + " 1",
            "Basic Information",
            "두 번째 이야기 1");
    String empty = "/api/v1/retro-rooms/" + retro.room(owner, "빈 방").id() + "/export/pdf";
    assertThat(text(asOwner.get(empty))).contains("빈 방 - Retrospect Reports");
  }

  @Test
  void breaksWordsThatAreLongerThanALine() throws IOException {
    retro.submit(guest, id, LONG_WORD);
    assertThat(text(asOwner.get(path)).replaceAll("\\s", "")).contains(LONG_WORD + "1");
  }

  /** Whose plan includes reports gets past the plan, and learns that this server has no font. */
  @Test
  void asksForAPlanWhereThatIsEnforcedAndThenForAFont() {
    Map<String, String> variables =
        Map.of("PLAN_ENFORCE_PDF", "true", "PDF_FONT_DIR", "target/no-fonts");
    try (TestServer strict = TestServer.beside(variables)) {
      export(strict, strict.people().newcomer()).isRefused(403, "PAY4031");
      Person payer = strict.people().newcomer();
      strict.people().givePro(payer);
      export(strict, payer).isRefused(500, "COMMON500");
    }
  }

  private static ApiAnswer export(TestServer server, Person person) {
    Retro there = new Retro(server);
    long retrospect = there.retrospect(person, there.room(person, "Elsewhere"), "P");
    return server.people().as(person).get("/api/v1/retrospects/" + retrospect + "/export");
  }

  private static String text(ApiAnswer answer) throws IOException {
    try (PdfReader reader = new PdfReader(answer.body())) {
      StringBuilder text = new StringBuilder();
      for (int page = 1; page <= reader.getNumberOfPages(); page++) {
        text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
      }
      return text.toString();
    }
  }
}
