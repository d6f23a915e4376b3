package com.moalog.server.ai.openai;

import com.moalog.server.ai.AiSettings;
import com.moalog.server.ai.AnalystException;
import com.moalog.server.ai.AnalystException.Fault;
import com.moalog.server.ai.Bill;
import com.moalog.server.ai.Charge;
import com.moalog.server.breaker.CircuitBreaker;
import com.moalog.server.tracing.TracedHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls {@code POST /chat/completions} (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create">API reference</a>). A call that
 * meets an overloaded or broken API is made once more while the time allows. Thread-safe.
 */
final class ChatApi {

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;
  private static final int OK = 200;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(300);
  private static final long LONGEST_RETRY_AFTER_SECONDS = 60;

  private final AiSettings settings;
  private final TracedHttp http;
  private final JsonMapper json;
  private final CircuitBreaker breaker;
  private final TokenMeters tokens;

  ChatApi(
      AiSettings settings,
      TracedHttp http,
      JsonMapper json,
      CircuitBreaker breaker,
      TokenMeters tokens) {
    this.settings = settings;
    this.http = http;
    this.json = json;
    this.breaker = breaker;
    this.tokens = tokens;
  }

  /**
   * Sends a request and returns the text of the answer; an answer is billed, usable or not.
   *
   * @throws AnalystException when there is none
   */
  String complete(ObjectNode request, Deadline deadline, Bill bill) {
    if (settings.apiKey().isEmpty()) {
      throw new AnalystException(Fault.KEY_REJECTED, "there is no API key");
    }
    OptionalLong generation = breaker.enter();
    if (generation.isEmpty()) {
      throw new AnalystException(Fault.OVERLOADED, "the API failed too often");
    }
    long began = System.nanoTime();
    boolean overloaded = false;
    try {
      return text(answer(request, deadline), bill);
    } catch (AnalystException failed) {
      overloaded = failed.fault() == Fault.OVERLOADED;
      throw failed;
    } finally {
      if (overloaded) {
        breaker.failed(generation.getAsLong());
      } else {
        breaker.succeeded(generation.getAsLong(), Duration.ofNanos(System.nanoTime() - began));
      }
    }
  }

  private HttpResponse<byte[]> answer(ObjectNode request, Deadline deadline) {
    byte[] body = json.writeValueAsBytes(request);
    try {
      HttpResponse<byte[]> first = send(body, deadline);
      Duration pause = retryPause(first);
      if (first.statusCode() == OK || !isTransient(first) || !deadline.leaves(pause)) {
        return first;
      }
      return retry(body, pause, deadline);
    } catch (HttpTimeoutException late) {
      throw new AnalystException(Fault.OVERLOADED, "the API is too slow", late);
    } catch (ConnectException refused) {
      throw new AnalystException(Fault.OVERLOADED, "the API cannot be reached", refused);
    } catch (IOException broken) {
      return afterReset(body, deadline, broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AnalystException(Fault.OVERLOADED, "the server is stopping", stopping);
    }
  }

  /** A connection that broke says nothing about the request, so it is sent once more. */
  private HttpResponse<byte[]> afterReset(byte[] body, Deadline deadline, IOException broken) {
    try {
      if (deadline.leaves(RETRY_PAUSE)) {
        return retry(body, RETRY_PAUSE, deadline);
      }
    } catch (IOException again) {
      broken.addSuppressed(again);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new AnalystException(Fault.OVERLOADED, "the connection to the API broke", broken);
  }

  private HttpResponse<byte[]> retry(byte[] body, Duration pause, Deadline deadline)
      throws IOException, InterruptedException {
    Thread.sleep(pause);
    return send(body, deadline);
  }

  private HttpResponse<byte[]> send(byte[] body, Deadline deadline)
      throws IOException, InterruptedException {
    String base = settings.baseUrl().toString().replaceAll("/+$", "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
            .timeout(deadline.left())
            .header("Authorization", "Bearer " + settings.apiKey())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request);
  }

  private static boolean isTransient(HttpResponse<byte[]> response) {
    return response.statusCode() == TOO_MANY_REQUESTS || response.statusCode() >= SERVER_ERRORS;
  }

  private static Duration retryPause(HttpResponse<byte[]> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("[0-9]{1,4}")) {
      return RETRY_PAUSE;
    }
    return Duration.ofSeconds(Math.min(LONGEST_RETRY_AFTER_SECONDS, Long.parseLong(seconds)))
        .plus(RETRY_PAUSE);
  }

  private String text(HttpResponse<byte[]> response, Bill bill) {
    int status = response.statusCode();
    if (status == UNAUTHORIZED) {
      throw new AnalystException(Fault.KEY_REJECTED, "the API refuses the key");
    }
    if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
      throw new AnalystException(Fault.OVERLOADED, "the API answered " + status);
    }
    if (status != OK) {
      throw new AnalystException(Fault.FAILED, "the API answered " + status);
    }
    JsonNode answer = parsed(response.body(), bill);
    bill.add(tokens.count(answer.path("usage")));
    JsonNode choice = answer.path("choices").path(0);
    if (!choice.path("message").isObject()) {
      throw new AnalystException(Fault.UNUSABLE, "the API's answer has no message");
    }
    String text = choice.path("message").path("content").asString("");
    if (text.isBlank()) {
      throw new AnalystException(Fault.FAILED, "the API's answer is empty");
    }
    return text;
  }

  private JsonNode parsed(byte[] body, Bill bill) {
    try {
      return json.readTree(body);
    } catch (JacksonException malformed) {
      bill.add(Charge.NONE);
      throw new AnalystException(Fault.UNUSABLE, "the API's answer is not JSON");
    }
  }
}
