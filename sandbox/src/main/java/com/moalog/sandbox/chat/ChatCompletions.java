package com.moalog.sandbox.chat;

import com.moalog.sandbox.faults.Fault;
import com.moalog.sandbox.faults.FaultLine;
import com.moalog.sandbox.faults.Provider;
import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/chat/completions} as OpenAI answers it (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create">API reference</a>): the same
 * request always gets the same words, and JSON of the shape that {@code response_format} asks for.
 * Thread-safe.
 */
public final class ChatCompletions implements Provider {

  static final int MAX_MESSAGES = 100;

  /** Roughly: a token is four Latin letters, or two Korean syllables. */
  private static final int BYTES_PER_TOKEN = 4;

  private final FaultLine faults;
  private final InstantSource clock;
  private final String apiKey;

  /**
   * Serves the API.
   *
   * @param apiKey what a caller must present; empty for any key
   */
  public ChatCompletions(FaultLine faults, InstantSource clock, String apiKey) {
    this.faults = faults;
    this.clock = clock;
    this.apiKey = apiKey;
  }

  /** The API under the usual base address, and under {@code /openai} for those who prefer one. */
  public List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/chat/completions", (request, _) -> complete(request)),
        new Route("POST", "/openai/v1/chat/completions", (request, _) -> complete(request)));
  }

  private Answer complete(Request request) {
    Optional<Fault> fault = faults.meet(request, Subject.of("chat"));
    return faults.outside(fault, this, () -> faults.inside(fault, this, () -> authorized(request)));
  }

  private Reply authorized(Request request) {
    String given = request.header("authorization").orElse("");
    if (!given.startsWith("Bearer ") || !isKnown(given.substring("Bearer ".length()))) {
      return error(401, "invalid_api_key", "Incorrect API key provided.");
    }
    try {
      return reply(Json.parseObject(request.body()));
    } catch (BadRequestException malformed) {
      return error(400, "invalid_request_error", malformed.reason());
    }
  }

  private boolean isKnown(String key) {
    return apiKey.isEmpty() ? !key.isBlank() : MessageDigest.isEqual(bytes(apiKey), bytes(key));
  }

  private Reply reply(ObjectNode request) {
    String model = request.path("model").asString("");
    if (model.isEmpty()) {
      throw refused("you must provide a model parameter");
    }
    if (request.path("stream").asBoolean(false)) {
      throw refused("stream is not supported by the sandbox");
    }
    String prompt = prompt(request.path("messages"));
    String full = content(request.path("response_format"), prompt);
    int limit = tokenLimit(request);
    boolean isCut = tokens(full) > limit;
    String content = isCut ? full.substring(0, limit) : full;
    return Json.reply(200, completion(model, prompt, content, isCut ? "length" : "stop"));
  }

  private static String prompt(JsonNode messages) {
    if (!messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw refused("messages is an array of 1 to " + MAX_MESSAGES + " messages");
    }
    StringBuilder prompt = new StringBuilder();
    for (JsonNode message : messages) {
      if (!message.path("role").isString() || !message.path("content").isString()) {
        throw refused("each message has a role and a text as its content");
      }
      prompt.append(message.path("content").stringValue()).append('\n');
    }
    return prompt.toString();
  }

  private static int tokenLimit(ObjectNode request) {
    JsonNode limit =
        request.has("max_completion_tokens")
            ? request.path("max_completion_tokens")
            : request.path("max_tokens");
    if (limit.isMissingNode() || limit.isNull()) {
      return Integer.MAX_VALUE;
    }
    if (!limit.isInt() || limit.intValue() < 1) {
      throw refused("max_tokens is a whole number above 0");
    }
    return limit.intValue();
  }

  private static String content(JsonNode format, String prompt) {
    Words words = new Words(prompt);
    return switch (format.path("type").asString("text")) {
      case "text" -> words.sentence(0);
      case "json_object" -> Json.text(Json.object().put("answer", words.sentence(0)));
      case "json_schema" ->
          Json.text(new SchemaAnswer(format.path("json_schema").path("schema"), words).write());
      default -> throw refused("response_format.type is text, json_object or json_schema");
    };
  }

  private ObjectNode completion(String model, String prompt, String content, String finish) {
    ObjectNode json =
        Json.object()
            .put("id", "chatcmpl-" + UUID.nameUUIDFromBytes(bytes(prompt)))
            .put("object", "chat.completion")
            .put("created", clock.instant().getEpochSecond())
            .put("model", model);
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", content).putNull("refusal");
    choice.putNull("logprobs").put("finish_reason", finish);
    json.putObject("usage")
        .put("prompt_tokens", tokens(prompt))
        .put("completion_tokens", tokens(content))
        .put("total_tokens", tokens(prompt) + tokens(content));
    return json;
  }

  private static int tokens(String text) {
    return Math.ceilDiv(bytes(text).length, BYTES_PER_TOKEN);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static BadRequestException refused(String message) {
    return new BadRequestException(400, message);
  }

  @Override
  public Reply error(int http, String code, String message) {
    String type = http >= 500 ? "server_error" : "invalid_request_error";
    Map<String, String> error = Map.of("message", message, "type", type, "code", code);
    return Json.reply(http, Map.of("error", error));
  }
}
