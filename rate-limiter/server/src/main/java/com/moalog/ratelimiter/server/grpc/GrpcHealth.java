package com.moalog.ratelimiter.server.grpc;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The standard health service ({@code grpc.health.v1.Health/Check}), for the whole server and for
 * each of its services. Thread-safe.
 */
public final class GrpcHealth implements GrpcMethod {

  /** The method's path. */
  public static final String PATH = "/grpc.health.v1.Health/Check";

  private static final int SERVICE = 1;
  private static final int STATUS = 1;
  private static final int SERVING = 1;
  private static final int NOT_SERVING = 2;

  private final List<String> services;
  private final Supplier<CompletionStage<Boolean>> serving;

  public GrpcHealth(List<String> services, Supplier<CompletionStage<Boolean>> serving) {
    this.services = List.copyOf(services);
    this.serving = serving;
  }

  @Override
  public CompletionStage<Buffer> call(Buffer message) throws GrpcException {
    String service = "";
    ProtoReader request = new ProtoReader(message);
    for (int field = request.next(); field != 0; field = request.next()) {
      if (field == SERVICE) {
        service = request.text();
      } else {
        request.skip();
      }
    }
    if (!service.isEmpty() && !services.contains(service)) {
      return CompletableFuture.failedStage(
          new GrpcException(GrpcStatus.NOT_FOUND, "there is no such service"));
    }
    return serving
        .get()
        .thenApply(ok -> new ProtoWriter().number(STATUS, ok ? SERVING : NOT_SERVING).bytes());
  }
}
