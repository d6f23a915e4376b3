package com.moalog.ratelimiter.server.grpc;

import com.moalog.ratelimiter.server.grpc.GrpcMeters.Measured;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call, which is answered once. Confined to the event loop of its request. */
final class GrpcCall {

  /** The deadline of a call that brings none. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(GrpcCall.class);
  private static final int PREFIX_BYTES = 5;
  private static final long NO_TIMER = -1;

  private final HttpServerRequest request;
  private final Context context;
  private final Measured measured;
  private final Buffer body = Buffer.buffer();
  private long timer = NO_TIMER;
  private boolean answered;

  GrpcCall(HttpServerRequest request, Context context, Measured measured) {
    this.request = request;
    this.context = context;
    this.measured = measured;
  }

  void run(GrpcMethod method, Duration timeout) {
    long millis = Math.clamp(timeout.toMillis(), 1, LONGEST.toMillis());
    timer =
        context
            .owner()
            .setTimer(millis, id -> fail(GrpcStatus.DEADLINE_EXCEEDED, "the deadline has passed"));
    // A caller that gives up resets its stream: nobody waits for the answer any more.
    request.exceptionHandler(gone -> finish(GrpcStatus.DEADLINE_EXCEEDED));
    request.handler(this::receive);
    request.endHandler(end -> received(method));
  }

  private void receive(Buffer part) {
    if (answered) {
      return;
    }
    body.appendBuffer(part);
    if (body.length() > GrpcHandler.MAX_MESSAGE_BYTES + PREFIX_BYTES) {
      fail(
          GrpcStatus.RESOURCE_EXHAUSTED,
          "a message must not exceed %d bytes".formatted(GrpcHandler.MAX_MESSAGE_BYTES));
    }
  }

  private void received(GrpcMethod method) {
    if (answered) {
      return;
    }
    if (body.length() < PREFIX_BYTES || body.getUnsignedInt(1) != body.length() - PREFIX_BYTES) {
      fail(GrpcStatus.INVALID_ARGUMENT, "the body is not one message");
    } else if (body.getByte(0) != 0) {
      fail(GrpcStatus.UNIMPLEMENTED, "messages are not compressed");
    } else {
      answer(method, body.slice(PREFIX_BYTES, body.length()));
    }
  }

  @SuppressWarnings("checkstyle:IllegalCatch") // The border: whatever went wrong has one answer.
  private void answer(GrpcMethod method, Buffer message) {
    CompletionStage<Buffer> answer;
    try {
      answer = method.call(message);
    } catch (GrpcException e) {
      fail(e.status(), String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      unexpected(e);
      return;
    }
    answer.whenComplete((reply, failure) -> context.runOnContext(onLoop -> answer(reply, failure)));
  }

  private void answer(@Nullable Buffer reply, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof GrpcException known) {
      fail(known.status(), String.valueOf(known.getMessage()));
    } else if (cause != null || reply == null) {
      unexpected(cause);
    } else {
      succeed(reply);
    }
  }

  private void unexpected(@Nullable Throwable failure) {
    LOG.error("Unexpected fault at {}", request.path(), failure);
    fail(GrpcStatus.INTERNAL, "An unexpected error occurred");
  }

  private void succeed(Buffer reply) {
    if (!finish(GrpcStatus.OK)) {
      return;
    }
    HttpServerResponse response = request.response();
    response.putHeader("content-type", "application/grpc");
    response.putTrailer("grpc-status", "0");
    Buffer frame =
        Buffer.buffer(PREFIX_BYTES + reply.length())
            .appendByte((byte) 0)
            .appendUnsignedInt(reply.length())
            .appendBuffer(reply);
    response.end(frame).onFailure(gone -> LOG.debug("The caller has gone", gone));
  }

  /** Answers by a status alone, in the headers. */
  void fail(GrpcStatus status, String message) {
    if (!finish(status)) {
      return;
    }
    String encoded = URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
    request
        .response()
        .putHeader("content-type", "application/grpc")
        .putHeader("grpc-status", Integer.toString(status.code()))
        .putHeader("grpc-message", encoded)
        .end()
        .onFailure(gone -> LOG.debug("The caller has gone", gone));
  }

  /** False if the call was finished before. */
  private boolean finish(GrpcStatus status) {
    if (answered) {
      return false;
    }
    answered = true;
    if (timer != NO_TIMER) {
      context.owner().cancelTimer(timer);
    }
    measured.end(status);
    return !request.response().closed();
  }
}
