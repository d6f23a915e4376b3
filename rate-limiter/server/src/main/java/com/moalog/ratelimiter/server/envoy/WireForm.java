package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.Descriptor;
import com.moalog.ratelimiter.core.model.LimitUnit;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.OwnLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.Part;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.CurrentLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Header;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Status;
import com.moalog.ratelimiter.server.grpc.GrpcException;
import com.moalog.ratelimiter.server.grpc.GrpcStatus;
import com.moalog.ratelimiter.server.grpc.ProtoReader;
import com.moalog.ratelimiter.server.grpc.ProtoWriter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two messages as Protocol Buffers, by the field numbers of {@code rls.proto} and {@code
 * ratelimit.proto}. Fields that are not used here are passed over.
 */
final class WireForm {

  static final int MAX_ENTRIES = 32;

  private static final int CODE_OK = 1;
  private static final int CODE_OVER_LIMIT = 2;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /** A descriptor before the hits of the whole request are known. */
  private record Sent(Descriptor descriptor, @Nullable OwnLimit override, @Nullable Long hits) {}

  private WireForm() {}

  static RateLimitQuery read(Buffer message) throws GrpcException {
    ProtoReader request = new ProtoReader(message);
    String domain = "";
    long hits = 0;
    List<Sent> sent = new ArrayList<>();
    for (int field = request.next(); field != 0; field = request.next()) {
      switch (field) {
        case 1 -> domain = request.text();
        case 2 -> sent.add(descriptor(new ProtoReader(request.message())));
        case 3 -> hits = request.number() & 0xffff_ffffL;
        default -> request.skip();
      }
    }
    long forAll = hits == 0 ? 1 : hits;
    return new RateLimitQuery(
        domain,
        sent.stream()
            .map(one ->
                new Part(
                    one.descriptor(), one.override(), one.hits() == null ? forAll : one.hits()))
            .toList());
  }

  private static Sent descriptor(ProtoReader message) throws GrpcException {
    List<Descriptor.Entry> entries = new ArrayList<>();
    OwnLimit override = null;
    Long hits = null;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 1 -> entries.add(entry(new ProtoReader(message.message())));
        case 2 -> override = override(new ProtoReader(message.message()));
        case 3 -> hits = wrapped(new ProtoReader(message.message()));
        default -> message.skip();
      }
    }
    return new Sent(descriptor(entries), override, hits);
  }

  /** The limits of a descriptor hold for both forms. */
  static Descriptor descriptor(List<Descriptor.Entry> entries) throws GrpcException {
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
      throw invalid(
          "a descriptor has 1 to %d entries, got: %d".formatted(MAX_ENTRIES, entries.size()));
    }
    for (Descriptor.Entry entry : entries) {
      if (entry.key().isEmpty()) {
        throw invalid("the key of an entry must not be empty");
      }
    }
    return new Descriptor(entries);
  }

  static OwnLimit override(long requests, LimitUnit unit) throws GrpcException {
    if (requests < 0 || requests > 0xffff_ffffL) {
      throw invalid("requests_per_unit is out of range");
    }
    return new OwnLimit(requests, unit);
  }

  /** More hits than any limit has are as many as one can count. */
  static long hits(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  static GrpcException invalid(String message) {
    return new GrpcException(GrpcStatus.INVALID_ARGUMENT, message);
  }

  private static Descriptor.Entry entry(ProtoReader message) throws GrpcException {
    String key = "";
    String value = "";
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 1 -> key = message.text();
        case 2 -> value = message.text();
        default -> message.skip();
      }
    }
    return new Descriptor.Entry(key, value);
  }

  private static OwnLimit override(ProtoReader message) throws GrpcException {
    long requests = 0;
    long unit = 0;
    for (int field = message.next(); field != 0; field = message.next()) {
      switch (field) {
        case 1 -> requests = message.number() & 0xffff_ffffL;
        case 2 -> unit = message.number();
        default -> message.skip();
      }
    }
    return override(requests, unit(unit));
  }

  private static long wrapped(ProtoReader message) throws GrpcException {
    long value = 0;
    for (int field = message.next(); field != 0; field = message.next()) {
      if (field == 1) {
        value = message.number();
      } else {
        message.skip();
      }
    }
    return hits(value);
  }

  static Buffer write(RateLimitReply reply) {
    ProtoWriter response =
        new ProtoWriter().number(1, reply.overLimit() ? CODE_OVER_LIMIT : CODE_OK);
    reply.statuses().forEach(status -> response.message(2, status(status)));
    for (Header header : reply.headers()) {
      response.message(3, new ProtoWriter().text(1, header.name()).text(2, header.value()));
    }
    return response.bytes();
  }

  private static ProtoWriter status(Status status) {
    ProtoWriter message =
        new ProtoWriter().number(1, status.overLimit() ? CODE_OVER_LIMIT : CODE_OK);
    CurrentLimit limit = status.limit();
    if (limit != null) {
      message.message(
          2,
          new ProtoWriter()
              .number(1, limit.requests())
              .number(2, number(limit.unit()))
              .text(3, limit.name()));
    }
    message.number(3, status.remaining());
    Long micros = status.resetMicros();
    if (micros != null) {
      message.message(
          4,
          new ProtoWriter()
              .number(1, micros / MICROS_PER_SECOND)
              .number(2, micros % MICROS_PER_SECOND * NANOS_PER_MICRO));
    }
    return message;
  }

  private static LimitUnit unit(long number) throws GrpcException {
    for (LimitUnit unit : LimitUnit.values()) {
      if (number(unit) == number) {
        return unit;
      }
    }
    throw invalid("the unit of a limit must be known");
  }

  /** The numbers are not in the order of the lengths: the week came last. */
  private static int number(LimitUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MINUTE -> 2;
      case HOUR -> 3;
      case DAY -> 4;
      case MONTH -> 5;
      case YEAR -> 6;
      case WEEK -> 7;
    };
  }
}
