package com.moalog.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.CapturedLog;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever level is set, the log holds nothing that is somebody's own. */
class LogSecretsTest {

  private static final String SECRET = "비밀secret";

  private final TestServer server = TestServer.shared();

  @Test
  void holdsNoTokenNoEmailAndNothingThatMembersWrite() {
    List<String> secrets = new ArrayList<>(List.of(SECRET));
    try (CapturedLog log = new CapturedLog()) {
      Person person = server.people().newcomer();
      secrets.addAll(List.of(person.email(), person.accessToken(), person.refreshToken()));
      useEverythingThatTakesText(person);
      ApiAnswer refreshed =
          server
              .client()
              .with("Cookie", "refresh_token=" + person.refreshToken())
              .post("/api/v1/auth/token/refresh");
      refreshed.success();
      secrets.add(refreshed.cookie("access_token"));
      server.client().post("/api/auth/login/email", "{\"email\":\"nobody-secret@moalog.me\"}");
      assertThat(log.text())
          .contains("request answered")
          .doesNotContain(secrets)
          .doesNotContain("nobody-secret");
    }
  }

  private void useEverythingThatTakesText(Person person) {
    Retro retro = new Retro(server);
    Retro.Room room = retro.room(person, SECRET);
    long id = retro.retrospect(person, room, SECRET);
    String path = "/api/v1/retrospects/" + id;
    ApiClient client = server.people().as(person);
    retro.participate(person, id);
    client
        .put(
            path + "/drafts",
            "{\"drafts\":[{\"questionNumber\":1,\"content\":\"" + SECRET + "\"}]}")
        .success();
    client.post(path + "/questions/1/assistant", "{\"content\":\"" + SECRET + "\"}").success();
    client.put(path + "/drafts", "{\"drafts\":\"" + SECRET + "\"}").isRefused(400, "COMMON400");
    client.put(path + "/drafts", "{\"drafts\":" + SECRET).isRefused(400, "COMMON400");
    retro.submit(person, id, SECRET);
    client.post(path + "/analysis").success();
    long response =
        client
            .get(path + "/responses?category=ALL")
            .success()
            .path("responses")
            .path(0)
            .path("responseId")
            .asLong();
    client
        .post("/api/v1/responses/" + response + "/comments", "{\"content\":\"" + SECRET + "\"}")
        .success();
    client.get("/api/v1/retrospects/search?keyword=secret").success();
    assertThat(client.get(path + "/export").status()).isEqualTo(200);
    client.post("/api/v1/retro-rooms/join", "{\"inviteUrl\":\"" + SECRET + "\"}");
  }
}
