package com.moalog.local.launcher.demo;

import static com.moalog.local.launcher.demo.Check.hasItems;
import static com.moalog.local.launcher.demo.Check.is;
import static com.moalog.local.launcher.demo.Check.isNumber;
import static com.moalog.local.launcher.demo.Check.isText;
import static com.moalog.local.launcher.demo.Check.matches;

import com.moalog.local.launcher.demo.ArrivalStory.Member;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Two members meet in a room and run a whole retrospective. Not thread-safe. */
final class RetrospectStory {

  private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");
  private static final int START_IN_MINUTES = 60;

  private static final List<String> MINA_WROTE =
      List.of(
          "매일 아침 10분 공유가 서로의 막힌 곳을 빨리 찾게 해 줬어요.",
          "배포 전날에 일이 몰려서 리뷰가 늦어졌어요.",
          "다음에는 작업을 이틀 단위로 나눠 보고 싶어요.",
          "바빴지만 함께 끝까지 해내서 뿌듯했어요.",
          "도와준 준에게 고맙다는 말을 전하고 싶어요.");
  private static final List<String> JOON_WROTE =
      List.of(
          "모르는 것을 바로 물어볼 수 있는 분위기가 좋았어요.",
          "테스트를 나중으로 미뤄서 같은 버그를 두 번 고쳤어요.",
          "기능마다 테스트를 먼저 써 볼게요.",
          "처음에는 긴장했지만 끝에는 자신감이 생겼어요.",
          "다음 회고 때는 사용자 이야기를 더 나누고 싶어요.");

  private final Storyteller teller;
  private final Cast cast;
  private final InstantSource clock;

  RetrospectStory(Storyteller teller, Cast cast, InstantSource clock) {
    this.teller = teller;
    this.cast = cast;
    this.clock = clock;
  }

  /** Tells it and returns the number of the retrospective. */
  long tell(Member minaHerself, Member joonHimself) {
    Party mina = minaHerself.party();
    Party joon = joonHimself.party();
    teller.chapter("A room for two");
    long room = meet(mina, joon);
    teller.chapter("A retrospective, from the first word to the last like");
    long retrospect = plan(mina, joon, room);
    write(mina, joon, retrospect);
    respond(mina, joon, retrospect);
    teller.chapter("What the AI reads in it");
    analyse(mina, retrospect, minaHerself.id(), joonHimself.id());
    return retrospect;
  }

  private long meet(Party mina, Party joon) {
    String title = "데모 " + cast.run();
    Answer opened =
        teller
            .step("Mina opens a room")
            .expects(isNumber("/retroRoomId"), is("/title", title))
            .expects(matches("/inviteCode", "INV-[A-Z0-9]{4}-[A-Z0-9]{4}"))
            .shows("/retroRoomId", "/inviteCode")
            .by(
                mina.post(
                    "/api/v1/retro-rooms", Map.of("title", title, "description", "둘이서 하는 회고")));
    long room = opened.number("/retroRoomId");
    String invitation = "https://moalog.me/invite/" + opened.text("/inviteCode");
    teller
        .step("Joon joins by the invite link")
        .expects(is("/retroRoomId", room), is("/title", title))
        .shows("/retroRoomId", "/joinedAt")
        .by(joon.post("/api/v1/retro-rooms/join", Map.of("inviteUrl", invitation)));
    teller
        .step("Both are in the room")
        .expects(hasItems("", 2), is("/0/role", "OWNER"), is("/1/role", "MEMBER"))
        .expects(is("/0/nickname", cast.mina().nickname()))
        .expects(is("/1/nickname", cast.joon().nickname()))
        .shows("/0/nickname", "/1/nickname")
        .by(mina.get("/api/v1/retro-rooms/" + room + "/members"));
    teller
        .step("Joon finds it among his rooms")
        .expects(hasItems("", 1), is("/0/retroRoomId", room), is("/0/retroRoomName", title))
        .shows("/0/retroRoomName")
        .by(joon.get("/api/v1/retro-rooms"));
    return room;
  }

  private long plan(Party mina, Party joon, long room) {
    LocalDateTime start =
        LocalDateTime.ofInstant(clock.instant(), KOREA)
            .plusMinutes(START_IN_MINUTES)
            .truncatedTo(ChronoUnit.MINUTES);
    Answer created =
        teller
            .step("Mina plans a KPT retrospective")
            .expects(isNumber("/retrospectId"), is("/retroRoomId", room))
            .expects(is("/projectName", "첫 출시 돌아보기"))
            .shows("/retrospectId", "/projectName")
            .by(mina.post("/api/v1/retrospects", retrospect(room, start)));
    long id = created.number("/retrospectId");
    String path = "/api/v1/retrospects/" + id;
    takePart("Mina takes part", mina, path, cast.mina());
    takePart("Joon takes part", joon, path, cast.joon());
    teller
        .step("The references are there")
        .expects(hasItems("", 2), is("/0/url", "https://moalog.me/notes"))
        .shows("/0/url", "/1/url")
        .by(joon.get(path + "/references"));
    teller
        .step("The page shows five questions")
        .expects(hasItems("/questions", 5), hasItems("/members", 2), is("/retroCategory", "KPT"))
        .expects(is("/startTime", start.toLocalDate()))
        .shows("/title", "/startTime")
        .by(joon.get(path));
    return id;
  }

  private static Map<String, Object> retrospect(long room, LocalDateTime start) {
    return Map.of(
        "retroRoomId",
        room,
        "projectName",
        "첫 출시 돌아보기",
        "retrospectDate",
        start.toLocalDate().toString(),
        "retrospectTime",
        DateTimeFormatter.ofPattern("HH:mm").format(start),
        "retrospectMethod",
        "KPT",
        "referenceUrls",
        List.of("https://moalog.me/notes", "https://moalog.me/board"));
  }

  private void takePart(String title, Party party, String path, Person person) {
    teller
        .step(title)
        .expects(isNumber("/participantId"), is("/nickname", person.nickname()))
        .shows("/participantId", "/nickname")
        .by(party.post(path + "/participants"));
  }

  private void write(Party mina, Party joon, long retrospect) {
    String path = "/api/v1/retrospects/" + retrospect;
    teller
        .step("Mina saves a draft")
        .expects(is("/retrospectId", retrospect), isText("/updatedAt"))
        .shows("/updatedAt")
        .by(mina.put(path + "/drafts", Map.of("drafts", texts(MINA_WROTE.subList(0, 2), true))));
    teller
        .step("Mina asks the writing assistant")
        .expects(is("/guideType", "INITIAL"), isText("/guides/0/title"))
        .expects(isText("/guides/0/description"), is("/remainingCount", 2))
        .shows("/guides/0/title", "/remainingCount", "/generatedBy")
        .by(mina.post(path + "/questions/3/assistant", Map.of()));
    teller
        .step("Joon asks it about his own words")
        .expects(is("/guideType", "PERSONALIZED"), isText("/guides/0/description"))
        .shows("/guides/0/title", "/remainingCount", "/generatedBy")
        .by(joon.post(path + "/questions/2/assistant", Map.of("content", JOON_WROTE.get(1))));
    submit("Mina submits five answers", mina, path, MINA_WROTE);
    submit("Joon submits five answers", joon, path, JOON_WROTE);
  }

  private void submit(String title, Party party, String path, List<String> answers) {
    teller
        .step(title)
        .expects(is("/status", "SUBMITTED"), isText("/submittedAt"))
        .shows("/status", "/submittedAt")
        .by(party.post(path + "/submit", Map.of("answers", texts(answers, false))));
  }

  private static List<Map<String, Object>> texts(List<String> texts, boolean isDraft) {
    return IntStream.range(0, texts.size())
        .mapToObj(i ->
            Map.<String, Object>of(
                "questionNumber",
                i + 1,
                "content",
                isDraft ? texts.get(i) + " (초안)" : texts.get(i)))
        .toList();
  }

  private void respond(Party mina, Party joon, long retrospect) {
    Answer responses =
        teller
            .step("Joon reads all answers")
            .expects(hasItems("/responses", 10), is("/hasNext", false))
            .shows("/responses/0/userName", "/responses/0/content")
            .by(joon.get("/api/v1/retrospects/" + retrospect + "/responses?category=ALL&size=100"));
    String path = "/api/v1/responses/" + responseOf(responses, cast.mina().nickname());
    String words = "저도 그 아침 공유가 정말 좋았어요!";
    teller
        .step("Joon comments on one of Mina's")
        .expects(isNumber("/commentId"), is("/content", words))
        .shows("/commentId", "/content")
        .by(joon.post(path + "/comments", Map.of("content", words)));
    teller
        .step("Joon likes it")
        .expects(is("/isLiked", true), is("/totalLikes", 1))
        .shows("/isLiked", "/totalLikes")
        .by(joon.post(path + "/likes"));
    teller
        .step("Mina reads the comment")
        .expects(hasItems("/comments", 1), is("/comments/0/content", words))
        .expects(is("/comments/0/userName", cast.joon().nickname()))
        .shows("/comments/0/userName", "/comments/0/content")
        .by(mina.get(path + "/comments"));
  }

  private static long responseOf(Answer responses, String nickname) {
    for (JsonNode response : responses.at("/responses")) {
      if (response.path("userName").asString("").equals(nickname)) {
        return response.path("responseId").asLong();
      }
    }
    throw new UnexpectedAnswerException("no answer of " + nickname + " is among the ten");
  }

  private void analyse(Party mina, long retrospect, long minaId, long joonId) {
    List<Check> checks = new ArrayList<>();
    checks.add(isText("/insight"));
    checks.add(hasItems("/emotionRank", 3));
    checks.add(hasItems("/personalMissions", 2));
    checks.add(is("/personalMissions/0/userId", Math.min(minaId, joonId)));
    checks.add(is("/personalMissions/1/userId", Math.max(minaId, joonId)));
    checks.add(hasItems("/personalMissions/0/missions", 3));
    checks.add(hasItems("/personalMissions/1/missions", 3));
    checks.add(matches("/generatedBy", "built-in|openai"));
    teller
        .step("Mina has it analysed")
        .expects(checks.toArray(Check[]::new))
        .shows("/generatedBy", "/emotionRank/0/label", "/insight")
        .by(mina.post("/api/v1/retrospects/" + retrospect + "/analysis", Map.of()));
  }
}
