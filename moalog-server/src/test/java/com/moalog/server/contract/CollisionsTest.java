package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Everything at once on one room: members write, like and subscribe while the room, the retrospect
 * and the members themselves are deleted. Refusals are right, failures are not; a machine that is
 * too slow for so much at once may now and then say that it is busy. {@code
 * -Dmoalog.collisions.rounds} and {@code -Dmoalog.collisions.seed} set how often and what.
 */
class CollisionsTest {

  private static final int ROUNDS = Integer.getInteger("moalog.collisions.rounds", 8);
  private static final long SEED = Long.getLong("moalog.collisions.seed", 11);
  private static final int CALLS = 60;
  private static final int BUSY = 503;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<Role> ROLES = List.of(Role.STRANGER, Role.MEMBER, Role.OWNER);

  private final TestServer server = TestServer.shared();

  @Test
  void neverFailsWhateverHappensAtTheSameTime() {
    RandomGenerator random = new SplittableRandom(SEED);
    List<MatrixRow> rows =
        MatrixRow.all().stream().filter(row -> row.path().startsWith("/api/v1/ret")).toList();
    List<MatrixRow> endings =
        MatrixRow.all().stream()
            .filter(row -> row.method().equals("DELETE") || row.path().endsWith("/withdraw"))
            .toList();
    int busy = 0;
    for (int round = 0; round < ROUNDS; round++) {
      World world = new World(server);
      List<Callable<ApiAnswer>> calls = new ArrayList<>();
      List<String> named = new ArrayList<>();
      for (int call = 0; call < CALLS; call++) {
        List<MatrixRow> choices = random.nextInt(10) == 0 ? endings : rows;
        MatrixRow row = choices.get(random.nextInt(choices.size()));
        Role role = ROLES.get(random.nextInt(ROLES.size()));
        named.add(row + " by " + role);
        calls.add(() -> world.call(row, role));
      }
      List<ApiAnswer> answers = Race.of(calls, LIMIT);
      for (int call = 0; call < CALLS; call++) {
        int status = answers.get(call).status();
        if (status == BUSY) {
          busy++;
        } else {
          assertThat(status)
              .as("%s in round %d of seed %d", named.get(call), round, SEED)
              .isLessThan(500);
        }
      }
    }
    assertThat(busy).isLessThanOrEqualTo(ROUNDS * CALLS / 20);
  }
}
