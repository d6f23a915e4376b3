package com.moalog.server.retrospect;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** MySQL itself counts the statements, so nothing that reaches it can be overlooked. */
class StatementCountTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final ApiClient asOwner = server.people().as(owner);
  private final String path;

  StatementCountTest() {
    Retro.Room room = retro.room(owner, "Counted");
    long id = retro.retrospect(owner, room, "P");
    path = "/api/v1/retrospects/" + id;
    for (int guests = 0; guests < 3; guests++) {
      Person guest = server.people().newcomer();
      retro.join(guest, room);
      retro.participate(guest, id);
      retro.submit(guest, id, "x");
    }
    retro.participate(owner, id);
  }

  @Test
  void readsListsAndDetailsWithFewQueries() {
    assertThat(queries("select", () -> asOwner.get("/api/v1/retro-rooms"))).isEqualTo(1);
    assertThat(queries("select", () -> asOwner.get(path))).isLessThanOrEqualTo(4);
    assertThat(queries("select", () -> asOwner.get(path + "/responses?category=ALL&size=100")))
        .isLessThanOrEqualTo(3);
    assertThat(queries("select", () -> asOwner.get("/api/v1/retrospects/storage")))
        .isLessThanOrEqualTo(2);
  }

  @Test
  void writesAllAnswersInOneStatement() {
    Supplier<ApiAnswer> draft =
        () -> asOwner.put(path + "/drafts", Retro.answers("x").replace("answers", "drafts"));
    assertThat(queries("update_multi", draft)).isEqualTo(1);
  }

  private long queries(String kind, Supplier<ApiAnswer> request) {
    long before = counter(kind);
    request.get().success();
    return counter(kind) - before;
  }

  private long counter(String kind) {
    return server
        .database()
        .sql("SHOW GLOBAL STATUS LIKE :name")
        .param("name", "Com_" + kind)
        .query((row, _) -> row.getLong(2))
        .single();
  }
}
