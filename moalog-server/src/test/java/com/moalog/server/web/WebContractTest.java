package com.moalog.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page was compiled against types that are generated from {@code web/openapi.json}. What stands
 * there must still be true of the server; what the server has beyond it does no harm.
 */
class WebContractTest {

  private static final Path GENERATED_FROM = Path.of("web", "openapi.json");
  private static final Path CURRENT = Path.of("target", "openapi.json");

  @Test
  void wasCompiledAgainstWhatTheServerSays() throws IOException {
    JsonNode known = new JsonMapper().readTree(Files.readString(GENERATED_FROM));
    JsonNode current = TestServer.shared().client().get("/api-docs/openapi.json").json();
    Files.writeString(CURRENT, current.toString());
    Set<String> gone = new TreeSet<>(names(known));
    gone.removeAll(names(current));
    assertThat(gone)
        .as(
            "The API has changed. In moalog-server/web: MOALOG_OPENAPI=../target/openapi.json"
                + " npm run types")
        .isEmpty();
  }

  /** Each call, and each field of what is sent and answered. */
  private static Set<String> names(JsonNode document) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      path.getValue().propertyNames().forEach(method -> names.add(method + " " + path.getKey()));
    }
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      JsonNode fields = schema.getValue().path("properties");
      fields.propertyNames().forEach(field -> names.add(schema.getKey() + "." + field));
    }
    return names;
  }
}
