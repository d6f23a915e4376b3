package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.InsightSentence;
import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.database.Transactions;
import com.moalog.server.model.ResponseId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnalysisRowsTest {

  private final TestServer server = TestServer.shared();
  private final Retro retro = new Retro(server);
  private final Person owner = server.people().newcomer();
  private final Person leaver = server.people().newcomer();

  @Test
  void keepsNothingAboutAMemberWhoLeftWhileTheAnalystWorked() {
    Retro.Room room = retro.room(owner, "Leaving");
    retro.join(leaver, room);
    long id = retro.retrospect(owner, room, "P");
    retro.participate(owner, id);
    retro.participate(leaver, id);
    AnalysisRows rows = server.bean(AnalysisRows.class);
    LocalDateTime claim = rows.claim(new RetrospectId(id)).orElseThrow();
    server.people().as(leaver).post("/api/v1/members/withdraw").success();

    GroundedAnalysis result =
        GroundedAnalysis.of(
            List.of(new InsightSentence("Well done.", List.of(new ResponseId(1)))),
            List.of(),
            List.of(missions(owner), missions(leaver)),
            "built-in");
    boolean stored =
        server
            .bean(Transactions.class)
            .compute(() -> rows.store(new RetrospectId(id), claim, result));
    assertThat(stored).isTrue();
    JsonNode kept =
        server
            .people()
            .as(owner)
            .get("/api/v1/retrospects/" + id + "/analysis")
            .success()
            .path("personalMissions");
    assertThat(kept.valueStream().map(one -> one.path("userId").asLong()))
        .containsExactly(owner.id());
  }

  private static PersonalMissions missions(Person person) {
    return new PersonalMissions(
        person.id(), person.nickname(), Collections.nCopies(3, new Mission("Test first", "Soon")));
  }
}
