package com.moalog.ratelimiter.server.grpc;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers unary gRPC calls (PROTOCOL-HTTP2 of gRPC). Messages are not compressed, and each is
 * small: what is longer than {@link #MAX_MESSAGE_BYTES} is refused while it arrives. Thread-safe.
 */
public final class GrpcHandler implements Handler<HttpServerRequest> {

  /** Longest message that is read. */
  public static final int MAX_MESSAGE_BYTES = 256 * 1024;

  private static final String CONTENT_TYPE = "application/grpc";
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final Map<String, GrpcMethod> methods;
  private final GrpcMeters meters;

  /**
   * A handler of these methods.
   *
   * @param methods by path: {@code /package.Service/Method}
   */
  public GrpcHandler(Map<String, GrpcMethod> methods, GrpcMeters meters) {
    this.methods = Map.copyOf(methods);
    this.meters = meters;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!isGrpc(request)) {
      request.response().setStatusCode(UNSUPPORTED_MEDIA_TYPE).end();
      return;
    }
    Context context = Objects.requireNonNull(Vertx.currentContext(), "no event loop");
    String path = String.valueOf(request.path());
    GrpcMethod method = methods.get(path);
    GrpcCall call = new GrpcCall(request, context, meters.begin(method == null ? "unknown" : path));
    String encoding = request.getHeader("grpc-encoding");
    Optional<Duration> timeout = timeout(request.getHeader("grpc-timeout"));
    if (method == null) {
      call.fail(GrpcStatus.UNIMPLEMENTED, "there is no method " + path);
    } else if (encoding != null && !encoding.equals("identity")) {
      request.response().putHeader("grpc-accept-encoding", "identity");
      call.fail(GrpcStatus.UNIMPLEMENTED, "messages are not compressed");
    } else if (timeout.isEmpty()) {
      call.fail(GrpcStatus.INVALID_ARGUMENT, "grpc-timeout is malformed");
    } else {
      call.run(method, timeout.get());
    }
  }

  private static boolean isGrpc(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    boolean typed =
        type != null
            && type.startsWith(CONTENT_TYPE)
            && (type.length() == CONTENT_TYPE.length()
                || "+;".indexOf(type.charAt(CONTENT_TYPE.length())) >= 0);
    return typed
        && request.version() == HttpVersion.HTTP_2
        && request.method().equals(HttpMethod.POST);
  }

  private static Optional<Duration> timeout(@Nullable String header) {
    return header == null ? Optional.of(GrpcCall.LONGEST) : GrpcTimeout.parse(header);
  }
}
