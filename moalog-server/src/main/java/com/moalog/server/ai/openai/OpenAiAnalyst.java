package com.moalog.server.ai.openai;

import com.moalog.kit.breaker.FailureThreshold;
import com.moalog.kit.tracing.Tracing;
import com.moalog.server.ai.AiSettings;
import com.moalog.server.ai.Analyst;
import com.moalog.server.ai.AnalystException;
import com.moalog.server.ai.AnalystException.Fault;
import com.moalog.server.ai.Bill;
import com.moalog.server.ai.builtin.TopicWords;
import com.moalog.server.ai.model.Contributor;
import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.Mission;
import com.moalog.server.ai.model.PersonalMissions;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.ai.model.WritingTask;
import com.moalog.server.breaker.BreakerSettings;
import com.moalog.server.breaker.CircuitBreaker;
import com.moalog.server.tracing.TracedHttp;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets a language model analyse. Names and ids of members do not leave the server; an answer of the
 * wrong shape is sent back for one repair. All calls for one result take at most 30 seconds.
 * Thread-safe.
 */
public final class OpenAiAnalyst implements Analyst {

  /** The name of this analyst in results. */
  public static final String NAME = "openai";

  static final Duration TIME_LIMIT = Duration.ofSeconds(30);

  /** Members whose missions are asked for at once; more would not fit into one answer. */
  static final int BATCH = 10;

  private static final double TEMPERATURE = 0.7;
  private static final int MOST_TOKENS = 16_000;
  private static final int BASE_TOKENS = 800;
  private static final int TOKENS_PER_MEMBER = 450;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final FailureThreshold FIVE_IN_A_ROW = new FailureThreshold(5, 5, 1);
  private static final BreakerSettings BREAKER =
      new BreakerSettings(
          FIVE_IN_A_ROW, FIVE_IN_A_ROW, TIME_LIMIT.multipliedBy(2), Duration.ofSeconds(30));

  private final AiSettings settings;
  private final ChatApi api;
  private final Prompts prompts;
  private final Answers answers;
  private final JsonMapper json;
  private final TopicWords topics = TopicWords.load();

  private OpenAiAnalyst(AiSettings settings, ChatApi api, JsonMapper json) {
    this.settings = settings;
    this.api = api;
    this.json = json;
    this.prompts = new Prompts(json);
    this.answers = new Answers(json);
  }

  /** The analyst behind the configured API; nothing is called yet. */
  public static OpenAiAnalyst connect(
      AiSettings settings, JsonMapper json, MeterRegistry meters, Tracing tracing) {
    CircuitBreaker breaker = new CircuitBreaker("openai", BREAKER, System::nanoTime);
    breaker.bindTo(meters);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    TracedHttp traced = new TracedHttp(http, tracing, "chat completions");
    TokenMeters tokens = new TokenMeters(meters, settings.prices());
    return new OpenAiAnalyst(settings, new ChatApi(settings, traced, json, breaker, tokens), json);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Guide> guide(WritingTask task, Bill bill) {
    Question question =
        new Question(Prompts.assistant(task), prompts.draft(task), Schemas.GUIDES, BASE_TOKENS);
    return ask(question, Answers::guides, new Course(Deadline.in(TIME_LIMIT), bill));
  }

  @Override
  public GroundedAnalysis analyse(TeamAnswers team, Bill bill) {
    Course course = new Course(Deadline.in(TIME_LIMIT), bill);
    Pseudonyms pseudonyms = new Pseudonyms(team.contributors());
    List<Integer> all = numbers(team);
    List<Question> questions = questions(team, pseudonyms);
    if (all.size() <= BATCH) {
      return ask(
          questions.getFirst(),
          answer -> analysis(answer, Answers.missions(answer, all), team, pseudonyms),
          course);
    }
    Map<Integer, List<Mission>> missions = new HashMap<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Integer> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      missions.putAll(
          ask(questions.get(from / BATCH), answer -> Answers.missions(answer, batch), course));
    }
    return ask(questions.getLast(), answer -> analysis(answer, missions, team, pseudonyms), course);
  }

  @Override
  public List<String> requests(TeamAnswers team) {
    return questions(team, new Pseudonyms(team.contributors())).stream()
        .map(question -> json.writeValueAsString(request(question)))
        .toList();
  }

  /** What is asked about a team, in this order: all at once, or missions by batches first. */
  private List<Question> questions(TeamAnswers team, Pseudonyms pseudonyms) {
    List<Integer> all = numbers(team);
    if (all.size() <= BATCH) {
      return List.of(question(team, pseudonyms, all, Schemas.ANALYSIS));
    }
    List<Question> questions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Integer> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      questions.add(question(team, pseudonyms, batch, Schemas.MISSIONS));
    }
    questions.add(question(team, pseudonyms, List.of(), Schemas.OVERVIEW));
    return questions;
  }

  private static List<Integer> numbers(TeamAnswers team) {
    return IntStream.range(0, team.contributors().size())
        .map(Pseudonyms::numberAt)
        .boxed()
        .toList();
  }

  private Question question(
      TeamAnswers team, Pseudonyms pseudonyms, List<Integer> wanted, Map<String, Object> schema) {
    return new Question(
        Prompts.analyst(team.language()),
        prompts.answers(team, pseudonyms, wanted),
        schema,
        Math.min(MOST_TOKENS, BASE_TOKENS + TOKENS_PER_MEMBER * wanted.size()));
  }

  private GroundedAnalysis analysis(
      JsonNode answer,
      Map<Integer, List<Mission>> missions,
      TeamAnswers team,
      Pseudonyms pseudonyms) {
    List<PersonalMissions> personal = new ArrayList<>();
    for (int index = 0; index < team.contributors().size(); index++) {
      Contributor contributor = team.contributors().get(index);
      List<Mission> own = Objects.requireNonNull(missions.get(Pseudonyms.numberAt(index)));
      personal.add(
          new PersonalMissions(
              contributor.id().value(),
              contributor.name(),
              own.stream().map(mission -> revealed(mission, pseudonyms)).toList()));
    }
    return GroundedAnalysis.of(
        new CitedAnswers(team, pseudonyms, topics).supported(Answers.insight(answer)),
        Answers.emotions(answer),
        personal,
        NAME);
  }

  private static Mission revealed(Mission mission, Pseudonyms pseudonyms) {
    return new Mission(
        pseudonyms.reveal(mission.missionTitle()), pseudonyms.reveal(mission.missionDesc()));
  }

  /** Asks, and once more with what was wrong when the answer cannot be used. */
  private <T> T ask(Question question, Function<JsonNode, T> reading, Course course) {
    ObjectNode request = request(question);
    String first = api.complete(request, course.deadline(), course.bill());
    try {
      return reading.apply(answers.parse(first));
    } catch (WrongShapeException wrong) {
      addRepair(request, first, wrong);
    }
    try {
      return reading.apply(answers.parse(api.complete(request, course.deadline(), course.bill())));
    } catch (WrongShapeException stillWrong) {
      throw new AnalystException(Fault.UNUSABLE, String.valueOf(stillWrong.getMessage()));
    }
  }

  private ObjectNode request(Question question) {
    ObjectNode request = json.createObjectNode();
    request.put("model", settings.model());
    request.put("temperature", TEMPERATURE);
    request.put("max_tokens", question.maxTokens());
    ArrayNode messages = request.putArray("messages");
    messages.addObject().put("role", "system").put("content", question.instruction());
    messages.addObject().put("role", "user").put("content", question.content());
    ObjectNode format = request.putObject("response_format").put("type", "json_schema");
    ObjectNode schema = format.putObject("json_schema").put("name", "answer").put("strict", true);
    schema.set("schema", json.valueToTree(question.schema()));
    return request;
  }

  private static void addRepair(ObjectNode request, String answer, WrongShapeException wrong) {
    ArrayNode messages = request.withArray("messages");
    messages.addObject().put("role", "assistant").put("content", answer);
    messages
        .addObject()
        .put("role", "user")
        .put(
            "content",
            "That cannot be used: " + wrong.getMessage() + ". Answer again, with JSON only.");
  }

  /** What all requests for one result share. */
  private record Course(Deadline deadline, Bill bill) {}

  /** One request in words. */
  private record Question(
      String instruction, String content, Map<String, Object> schema, int maxTokens) {}
}
