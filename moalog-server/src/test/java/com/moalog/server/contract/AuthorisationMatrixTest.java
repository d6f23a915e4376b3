package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint against everybody, by the table {@code contract/authorisation.txt}. */
class AuthorisationMatrixTest {

  private final TestServer server = TestServer.shared();

  @Test
  void knowsEveryEndpointThatIsMapped() {
    Set<String> known = new TreeSet<>();
    MatrixRow.all().forEach(row -> known.add(row.route()));
    assertThat(mapped()).isEqualTo(known);
  }

  /** Without the pages of the documentation, which the framework maps when it likes. */
  private Set<String> mapped() {
    return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
        .filter(mapping -> mapping.getValue().getBeanType().getName().startsWith("com.moalog."))
        .flatMap(mapping -> routes(mapping.getKey()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> routes(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .flatMap(path ->
            info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path))
        .toList();
  }

  static List<MatrixRow> rows() {
    return MatrixRow.all();
  }

  /** A call that changed something is followed by another world, so that each cell stands alone. */
  @ParameterizedTest
  @MethodSource("rows")
  void givesEveryRoleWhatTheTableSays(MatrixRow row) {
    SoftAssertions cells = new SoftAssertions();
    World world = new World(server);
    for (Role role : Role.values()) {
      ApiAnswer answer = world.call(row, role);
      cells.assertThat(outcome(answer)).as("%s by %s", row, role).isEqualTo(row.outcome(role));
      boolean changed = answer.status() == 200 && !row.method().equals("GET");
      if (changed && role != Role.OWNER) {
        world = new World(server);
      }
    }
    cells.assertAll();
  }

  /** The code; the status has to be the one that the code names. */
  private static String outcome(ApiAnswer answer) {
    String type = answer.contentType();
    Map<String, String> others =
        Map.of(
            "application/pdf",
            "PDF",
            "text/plain",
            "TEXT",
            "text/event-stream",
            "STREAM",
            "text/csv",
            "CSV");
    if (answer.status() == 200 && others.containsKey(type)) {
      return others.get(type);
    }
    boolean matching =
        answer.status() == 200
            || Stream.of(ErrorCode.values())
                .anyMatch(known ->
                    known.code().equals(answer.code()) && known.status() == answer.status());
    return matching ? answer.code() : answer.code() + " with status " + answer.status();
  }
}
