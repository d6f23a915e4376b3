package com.moalog.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportFilesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person guest = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final ApiClient asGuest = server.people().as(guest);
  private final Retro.Room room = retro.room(owner, "Taken along");
  private final long id;

  /** A retrospect with everything there is, and an anonymous one. */
  ExportFilesTest() {
    retro.join(guest, room);
    id = retro.retrospect(owner, room, "회고 🌱");
    String path = "/api/v1/retrospects/" + id;
    retro.participate(owner, id);
    retro.participate(guest, id);
    retro.submit(owner, id, "=SUM(A1) we released on time");
    retro.submit(guest, id, "테스트가 느려서 답답했다");
    long answer =
        asGuest
            .get(path + "/responses?category=ALL")
            .success()
            .path("responses")
            .get(0)
            .path("responseId")
            .asLong();
    asOwner.post("/api/v1/responses/" + answer + "/likes").success();
    asOwner
        .post("/api/v1/responses/" + answer + "/comments", "{\"content\":\"\\\"yes\\\",\\nno\"}")
        .success();
    asOwner.post(path + "/analysis").success();
    asOwner
        .post(
            "/api/v1/retro-rooms/" + room.id() + "/action-items",
            "{\"content\":\"a *bold* <plan>\",\"retrospectId\":%d,\"ownerMemberId\":%d}"
                .formatted(id, guest.id()))
        .success();
    long secret = retro.retrospect(owner, room, "Secret");
    asOwner.put("/api/v1/retrospects/" + secret + "/mode", "{\"anonymous\":true}").success();
    retro.participate(guest, secret);
    retro.submit(guest, secret, "nobody knows");
    long draft = retro.retrospect(owner, room, "Draft");
    retro.participate(owner, draft);
    asOwner
        .put(
            "/api/v1/retrospects/" + draft + "/drafts",
            "{\"drafts\":[{\"questionNumber\":1,\"content\":\"still mine\"}]}")
        .success();
  }

  @Test
  void comesBackTheSameAfterAnImport() {
    byte[] exported = export(asOwner, room.id(), "json");
    assertThat(new String(exported, UTF_8))
        .contains("회고 🌱", "nobody knows", owner.nickname(), "\"evidence\" : [")
        .doesNotContain("still mine");
    JsonNode secret = JSON.readTree(exported).at("/retrospects/1");
    assertThat(secret.path("anonymous").asBoolean()).isTrue();
    assertThat(secret.at("/participants/0/name").isNull()).isTrue();
    Person newcomer = server.people().newcomer();
    ApiClient elsewhere = server.people().as(newcomer);
    Retro.Room other = retro.room(newcomer, "Taken along");
    List<ApiAnswer> imports = Race.of(8, () -> send(elsewhere, other, exported));
    assertThat(imports).allMatch(answer -> answer.status() == 200);
    List<JsonNode> carriedOut =
        imports.stream()
            .map(ApiAnswer::result)
            .filter(result -> !result.path("skipped").asBoolean())
            .toList();
    assertThat(carriedOut).hasSize(1);
    JsonNode imported = carriedOut.getFirst();
    assertThat(imported.path("retrospects").asInt()).isEqualTo(3);
    assertThat(imported.path("answers").asInt()).isEqualTo(15);
    assertThat(imported.path("comments").asInt()).isEqualTo(1);
    assertThat(imported.path("actionItems").asInt()).isEqualTo(1);
    assertThat(new String(export(elsewhere, other.id(), "json"), UTF_8))
        .isEqualTo(new String(exported, UTF_8));
  }

  @Test
  void takesOneRetrospectAlong() {
    String path = "/api/v1/retrospects/" + id + "/export/";
    JsonNode document = asGuest.get(path + "json").json();
    assertThat(document.path("format").asString()).isEqualTo("moalog-export");
    assertThat(document.path("retrospects")).hasSize(1);
    assertThat(document.path("actionItems").get(0).path("owner").asString())
        .isEqualTo(guest.nickname());
    String markdown = asGuest.get(path + "markdown").text();
    assertThat(markdown).contains("회고 🌱").contains("a \\*bold\\* \\<plan\\>");
    ApiAnswer csv = asGuest.get(path + "csv");
    assertThat(csv.contentType()).isEqualTo("text/csv");
    assertThat(csv.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"moalog_retrospect_" + id + ".csv\"");
    assertThat(csv.text())
        .startsWith("\uFEFFretrospect,startTime,")
        .contains(",'=SUM(A1) we released on time 1,")
        .contains("\"" + owner.nickname() + ": \"\"yes\"\",\nno\"\r\n");
    asGuest.get(path + "xml").isRefused(400, "COMMON400");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "=1+1, '=1+1",
        "+1, '+1",
        "-1, '-1",
        "@x, '@x",
        "＝1, '＝1",
        "a=1, a=1",
        "\"\", \"\"",
      })
  void keepsSpreadsheetsFromCalculating(String value, String cell) {
    assertThat(CsvFile.cell(value)).isEqualTo(cell);
  }

  @Test
  void quotesCellsAsTheStandardSays() {
    assertThat(CsvFile.cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(CsvFile.cell("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
    assertThat(CsvFile.cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(CsvFile.cell("\t=1")).isEqualTo("'\t=1");
  }

  /** Each fault alone; the last retrospect is bad, and still nothing is stored. */
  @ParameterizedTest
  @CsvSource({
    "'\"format\" : \"moalog-export\"', '\"format\" : \"x\"', format",
    "'\"version\" : 1', '\"version\" : 2', version",
    "'\"method\" : \"KPT\"', '\"method\" : \"XYZ\"', retrospects[0].method",
    "'nobody knows 5', ' ', retrospects[1].answers[4].text",
    "'\"question\" : 5', '\"question\" : 6', retrospects[0].answers[8].question",
    "'\"likes\" : 1', '\"likes\" : -1', retrospects[0].answers",
    "'\"evidence\" : [', '\"evidence\" : [ { \"text\" : \" \" }, ', retrospects[0].analysis.evidence[0].text",
    "'\"answers\" : [ ', '\"answers\" : [ 10, ', retrospects[0].analysis.evidence[0].answers",
    "'\"answers\" : [ ', '\"answers\" : [ 1, 1, ', retrospects[0].analysis.evidence[0].answers",
    "'\"status\" : \"OPEN\"', '\"status\" : \"MAYBE\"', actionItems[0].status",
    "'\"retrospect\" : 0', '\"retrospect\" : 3', actionItems[0].retrospect",
    "'https://example.com/plan', 'javascript:alert(1)', retrospects[0].references",
  })
  void importsNothingOfADocumentWithAFault(String good, String bad, String where) {
    String document = new String(export(asOwner, room.id(), "json"), UTF_8);
    assertThat(document).contains(good);
    int at = document.indexOf(good);
    String broken = document.substring(0, at) + bad + document.substring(at + good.length());
    Retro.Room other = retro.room(owner, "Empty");
    ApiAnswer refused = send(asOwner, other, broken.getBytes(UTF_8));
    refused.isRefused(400, "IMPORT4001");
    assertThat(refused.json().path("message").asString()).contains(where);
    assertThat(export(asOwner, other.id(), "json"))
        .asString(UTF_8)
        .contains("\"retrospects\" : [ ]");
    asOwner.delete("/api/v1/retro-rooms/" + other.id()).success();
  }

  @Test
  void importsOnlyForTheOwnerAndOnlyDocuments() {
    byte[] exported = export(asOwner, room.id(), "json");
    send(asGuest, room, exported).isRefused(403, "RETRO4031");
    send(asOwner, room, "[]".getBytes(UTF_8)).isRefused(400, "COMMON400");
    send(asOwner, room, "{}".getBytes(UTF_8)).isRefused(400, "IMPORT4001");
    send(asOwner, room, "{\"retrospects\":[null]}".getBytes(UTF_8)).isRefused(400, "COMMON400");
    send(asOwner, room, new byte[1024 * 1024 + 1]).isRefused(413, "COMMON413");
  }

  private static ApiAnswer send(ApiClient client, Retro.Room into, byte[] document) {
    return client.send(
        "POST",
        "/api/v1/retro-rooms/" + into.id() + "/import",
        BodyPublishers.ofByteArray(document));
  }

  private static byte[] export(ApiClient client, long roomId, String format) {
    ApiAnswer file = client.get("/api/v1/retro-rooms/" + roomId + "/export/" + format);
    assertThat(file.status()).isEqualTo(200);
    return file.body();
  }
}
