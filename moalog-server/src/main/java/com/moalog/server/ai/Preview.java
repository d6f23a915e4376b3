package com.moalog.server.ai;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Retrospect;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows what an analysis would send, without sending it or counting against a quota. Thread-safe.
 */
@Service
class Preview {

  private final RetrospectAccess access;
  private final AiSwitch aiSwitch;
  private final TeamReader team;
  private final AnalystCalls analyst;
  private final JsonMapper json;

  Preview(
      RetrospectAccess access,
      AiSwitch aiSwitch,
      TeamReader team,
      AnalystCalls analyst,
      JsonMapper json) {
    this.access = access;
    this.aiSwitch = aiSwitch;
    this.team = team;
    this.analyst = analyst;
    this.json = json;
  }

  /** What would be sent for a retrospect, to a member of its room. */
  Sent of(RetrospectId id, MemberId caller, Language language) {
    Retrospect retrospect =
        access.require(id, caller).requireInside(ErrorCode.NO_ACCESS).retrospect();
    aiSwitch.requireOn(retrospect.room());
    List<String> bodies = analyst.requests(team.read(retrospect, language));
    List<Message> messages = new ArrayList<>();
    for (String body : bodies) {
      for (JsonNode message : json.readTree(body).path("messages")) {
        messages.add(
            new Message(message.path("role").asString(), message.path("content").asString()));
      }
    }
    return new Sent(analyst.generatedBy(), !bodies.isEmpty(), messages, bodies);
  }

  /**
   * What leaves the server, or that nothing does.
   *
   * @param messages what the model reads, of all requests
   * @param bodies the bodies of the requests as they are sent
   */
  record Sent(
      String provider, boolean leavesThisServer, List<Message> messages, List<String> bodies) {}

  /** A message to the model. */
  record Message(String role, String content) {}
}
