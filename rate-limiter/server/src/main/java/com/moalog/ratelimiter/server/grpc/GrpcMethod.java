package com.moalog.ratelimiter.server.grpc;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;

/** One unary method: from the bytes of a message to those of another. Thread-safe. */
@FunctionalInterface
public interface GrpcMethod {

  /**
   * Answers a call. A stage that fails with a {@link GrpcException} is answered by its status.
   *
   * @throws GrpcException if the message cannot be read or must not be answered
   */
  CompletionStage<Buffer> call(Buffer message) throws GrpcException;
}
