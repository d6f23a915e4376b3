package com.moalog.server.notification;

import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.Language;
import com.moalog.server.notification.Notification.Subject;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Words messages. They name room and retrospect, never what somebody wrote. Thread-safe. */
final class Messages {

  private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final JsonMapper json;
  private final String publicUrl;

  Messages(JsonMapper json, String publicUrl) {
    this.json = json;
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** The body that is posted. */
  String body(Notification notification, Hook hook) {
    return json.writeValueAsString(
        switch (hook.format()) {
          case SLACK -> Map.of("text", slackText(notification, hook.language()));
          case JSON -> event(notification, hook.language());
        });
  }

  private Map<String, Object> event(Notification notification, Language language) {
    Subject subject = notification.subject();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("retroRoomId", subject.room().value());
    data.put("retroRoomName", subject.roomName());
    data.put("retrospectId", subject.retrospect().value());
    data.put("projectName", subject.title());
    data.put("retrospectMethod", subject.method());
    data.put("startsAt", instant(KoreanTime.toUtc(subject.startTime())));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", notification.event().type());
    event.put("timestamp", instant(notification.happenedAt()));
    event.put("text", text(notification, language));
    if (!publicUrl.isEmpty()) {
      data.put("url", link(subject));
    }
    event.put("data", data);
    return event;
  }

  private static String instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC).toString();
  }

  private String link(Subject subject) {
    return publicUrl + "/retrospects/" + subject.retrospect().value();
  }

  /** Slack reads three characters as its own. */
  private String slackText(Notification notification, Language language) {
    String text =
        text(notification, language)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return publicUrl.isEmpty() ? text : text + "\n<" + link(notification.subject()) + ">";
  }

  private static String text(Notification notification, Language language) {
    Subject subject = notification.subject();
    String name = "‘" + subject.title() + "’";
    String start = START.format(subject.startTime());
    return "["
        + subject.roomName()
        + "] "
        + switch (notification.event()) {
          case OPENED ->
              language.choose(
                  name + " 회고가 열렸어요. 시작: " + start,
                  "The retrospective " + name + " is open. It starts at " + start + " (KST).");
          case CLOSED ->
              language.choose(
                  name + " 회고가 시작되어 참여가 마감됐어요.",
                  "The retrospective " + name + " has started; nobody can join any more.");
          case ANALYSED ->
              language.choose(
                  name + " 회고의 분석이 준비됐어요.",
                  "The analysis of the retrospective " + name + " is ready.");
        };
  }
}
