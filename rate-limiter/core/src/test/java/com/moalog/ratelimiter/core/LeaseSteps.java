package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseCall.Lessee;
import com.moalog.ratelimiter.core.lease.LeaseCall.Unspent;
import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Calls of three instances for one key, from one seed, with what the model answers to each. */
public final class LeaseSteps {

  /** One call at its time. */
  public record Step(long nowMicros, LeaseCall call) {}

  private final Random random;
  private final RandomLimits limits;
  private final StorageKey key = StorageKey.of("test:", "lease", UUID.randomUUID().toString());
  private final Map<String, LeaseAnswer> last = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private Limit limit;
  private long now = 1_700_000_000_000_000L;

  public LeaseSteps(long seed, Algorithm algorithm) {
    this.random = new Random(seed);
    this.limits = new RandomLimits(random);
    this.limit = limits.next(algorithm);
  }

  /** The calls that were made. */
  public List<Step> steps() {
    return steps;
  }

  /** What the model answers to so many calls. */
  public List<LeaseAnswer> run(int count) {
    LeaseDeskModel model = new LeaseDeskModel(limit);
    List<LeaseAnswer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      now += random.nextBoolean() ? random.nextLong(60_000) : limits.pauseMicros(limit);
      limit = random.nextInt(20) == 0 ? limits.changed(limit) : limit;
      LeaseCall call = call(i);
      answers.add(model.lease(now, call));
      last.put(call.lessee().id(), answers.getLast());
      steps.add(new Step(now, call));
    }
    return answers;
  }

  /** Mostly the next call of an instance; now and then one that was overtaken, or a lie. */
  private LeaseCall call(int number) {
    String id = "i" + random.nextInt(3);
    LeaseAnswer before = last.get(id);
    Unspent unspent =
        before == null || before.granted() == 0 || random.nextBoolean()
            ? Unspent.NOTHING
            : new Unspent(random.nextLong(before.granted() + 2), before.takenMicros());
    long needed = random.nextInt(5) == 0 ? 0 : limits.permits(limit);
    long wanted = needed == 0 ? 0 : needed + random.nextLong(20);
    long sequence = random.nextInt(10) == 0 ? Math.max(0, number - 5) : number;
    long most = Math.max(needed + 1, random.nextLong(1, 30));
    return new LeaseCall(key, limit, new Lessee(id, sequence), unspent, needed, wanted, most);
  }
}
