package com.moalog.server.outbound;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls whose time covers the whole answer. {@link HttpClient#send} stops its clock when the head
 * is there, and waits without end for a body that does not come. Thread-safe.
 */
public final class TimedCall {

  private TimedCall() {}

  /**
   * Like {@link HttpClient#send}, for a request with a timeout and an answer of limited size.
   *
   * @throws HttpTimeoutException when the answer is not complete within the request's timeout
   * @throws IOException when there is no answer, or it is larger than the limit
   */
  public static HttpResponse<byte[]> send(HttpClient http, HttpRequest request, int limitBytes)
      throws IOException, InterruptedException {
    Duration timeout =
        request
            .timeout()
            .orElseThrow(() -> new IllegalArgumentException("no timeout for " + request.uri()));
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limitBytes));
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      HttpTimeoutException tooSlow = new HttpTimeoutException("no whole answer within " + timeout);
      tooSlow.initCause(late);
      throw tooSlow;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed);
    } finally {
      answer.cancel(true);
    }
  }
}
