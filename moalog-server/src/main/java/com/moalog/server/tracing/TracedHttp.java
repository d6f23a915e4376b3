package com.moalog.server.tracing;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import com.moalog.server.outbound.TimedCall;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Calls another service as part of what the calling thread works on: each call is a span, and its
 * headers tell the service which trace it belongs to. Neither queries nor bodies become attributes.
 * Thread-safe.
 */
public final class TracedHttp {

  /** Far more than any answer that one of the services has to give. */
  private static final int ANSWER_LIMIT_BYTES = 4 * 1024 * 1024;

  private final HttpClient http;
  private final Tracing tracing;
  private final String service;

  /**
   * Calls of one service.
   *
   * @param service its name in traces
   */
  public TracedHttp(HttpClient http, Tracing tracing, String service) {
    this.http = http;
    this.tracing = tracing;
    this.service = service;
  }

  /** Like {@link TimedCall#send}, with the answer within the time that the request allows. */
  public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    try (Operation call = tracing.call(request.method() + " " + service)) {
      call.with("http.request.method", request.method())
          .with("server.address", String.valueOf(request.uri().getHost()))
          .with("server.port", request.uri().getPort());
      HttpRequest.Builder traced = HttpRequest.newBuilder(request, (_, _) -> true);
      call.writeHeaders(traced::setHeader);
      return answer(call, traced.build());
    }
  }

  private HttpResponse<byte[]> answer(Operation call, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      HttpResponse<byte[]> response = TimedCall.send(http, request, ANSWER_LIMIT_BYTES);
      call.answered(response.statusCode());
      return response;
    } catch (IOException | InterruptedException failed) {
      call.failed(failed);
      throw failed;
    }
  }
}
