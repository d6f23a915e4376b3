package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a script with the requests in the order in which they were made, and how to read its
 * answer. Requests of one key travel together, because their order matters to that key alone.
 */
final class ScriptCall {

  private static final int NUMBERS_PER_DECISION = 4;
  private static final int NUMBERS_PER_LEASE = 7;

  /** First number of a decision on a key of another type. */
  private static final long NOT_COUNTED = -1;

  private static final int[] ONLY = {0};

  private final String[] keys;
  private final String[] arguments;
  private final int[] positions;
  private final int numbers;

  private ScriptCall(String[] keys, String[] arguments, int[] positions, int numbers) {
    this.keys = keys;
    this.arguments = arguments;
    this.positions = positions;
    this.numbers = numbers;
  }

  private ScriptCall(String[] keys, String[] arguments, int[] positions) {
    this(keys, arguments, positions, positions.length * NUMBERS_PER_DECISION);
  }

  /** One request; zero permits only ask what is left. */
  static ScriptCall of(StorageKey key, Limit limit, long permits) {
    List<String> arguments = new ArrayList<>(5);
    addLimit(arguments, limit);
    arguments.add(Long.toString(permits));
    return new ScriptCall(new String[] {key.text()}, arguments.toArray(String[]::new), ONLY);
  }

  static ScriptCall of(List<Request> requests) {
    Map<StorageKey, List<Integer>> byKey = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      byKey.computeIfAbsent(requests.get(i).key(), key -> new ArrayList<>()).add(i);
    }
    Map<Limit, String> limits = new LinkedHashMap<>();
    List<String> ofKeys = new ArrayList<>(requests.size() + 2 * byKey.size());
    int[] positions = new int[requests.size()];
    int position = 0;
    for (List<Integer> sameKey : byKey.values()) {
      Limit limit = requests.get(sameKey.getFirst()).limit();
      ofKeys.add(limits.computeIfAbsent(limit, first -> Integer.toString(limits.size() + 1)));
      ofKeys.add(Integer.toString(sameKey.size()));
      for (int index : sameKey) {
        ofKeys.add(Long.toString(requests.get(index).permits()));
        positions[index] = position++;
      }
    }
    List<String> arguments = new ArrayList<>(1 + 4 * limits.size() + ofKeys.size());
    arguments.add(Integer.toString(limits.size()));
    limits.keySet().forEach(limit -> addLimit(arguments, limit));
    arguments.addAll(ofKeys);
    String[] keys = byKey.keySet().stream().map(StorageKey::text).toArray(String[]::new);
    return new ScriptCall(keys, arguments.toArray(String[]::new), positions);
  }

  static ScriptCall of(LeaseCall call) {
    List<String> arguments = new ArrayList<>(12);
    addLimit(arguments, call.limit());
    arguments.add(call.lessee().id());
    arguments.add(Long.toString(call.lessee().sequence()));
    arguments.add(Long.toString(call.unspent().permits()));
    arguments.add(Long.toString(call.unspent().takenMicros()));
    arguments.add(Long.toString(call.needed()));
    arguments.add(Long.toString(call.wanted()));
    arguments.add(Long.toString(call.most()));
    arguments.add(Long.toString(LeaseCall.RECORD_MICROS));
    String[] keys = {call.key().text(), call.key().lesseesName()};
    return new ScriptCall(keys, arguments.toArray(String[]::new), ONLY, NUMBERS_PER_LEASE);
  }

  String[] keys() {
    return keys;
  }

  String[] arguments() {
    return arguments;
  }

  /** States that the call has met and could not read. */
  long unreadable(ScriptReply reply) {
    return reply.size() > numbers ? reply.number(numbers) : 0;
  }

  /** The decisions in the order of the requests. */
  List<Decision> decisions(ScriptReply reply) {
    return Arrays.stream(positions).mapToObj(position -> decision(reply, position)).toList();
  }

  /** The same, empty for requests of a key that holds something else than a count. */
  List<Optional<Decision>> decisionsIfCounted(ScriptReply reply) {
    return Arrays.stream(positions)
        .mapToObj(position ->
            reply.number(position * NUMBERS_PER_DECISION) == NOT_COUNTED
                ? Optional.<Decision>empty()
                : Optional.of(decision(reply, position)))
        .toList();
  }

  /** The decision of a call with one request. */
  static Decision only(ScriptReply reply) {
    return decision(reply, 0);
  }

  static LeaseAnswer leaseAnswer(ScriptReply reply) {
    Decision decision =
        new Decision(reply.number(2) == 1, reply.number(3), reply.number(4), reply.number(5));
    return new LeaseAnswer(
        reply.number(0), reply.number(1), decision, Math.toIntExact(reply.number(6)));
  }

  private static Decision decision(ScriptReply reply, int position) {
    int at = position * NUMBERS_PER_DECISION;
    return new Decision(
        reply.number(at) == 1, reply.number(at + 1), reply.number(at + 2), reply.number(at + 3));
  }

  private static void addLimit(List<String> arguments, Limit limit) {
    arguments.add(limit.algorithm().name());
    switch (limit) {
      case TokenBucket bucket -> addBucket(arguments, bucket.capacity(), bucket.rate());
      case LeakyBucket bucket -> addBucket(arguments, bucket.capacity(), bucket.rate());
      case SlidingWindow window ->
          addWindow(arguments, window.maxRequests(), window.windowMicros());
      case SlidingCounter window ->
          addWindow(arguments, window.maxRequests(), window.windowMillis());
      case FixedWindow window -> addWindow(arguments, window.maxRequests(), window.windowMillis());
    }
  }

  private static void addBucket(List<String> arguments, long capacity, Rate rate) {
    arguments.add(Long.toString(capacity));
    arguments.add(Long.toString(rate.count()));
    arguments.add(Long.toString(rate.periodSeconds()));
  }

  private static void addWindow(List<String> arguments, long maxRequests, long length) {
    arguments.add(Long.toString(maxRequests));
    arguments.add(Long.toString(length));
    arguments.add("0");
  }
}
