package com.moalog.server.contract;

import java.util.List;
import java.util.Map;

/** Requests with every field that their endpoint knows, where the table has only a short one. */
final class FullBodies {

  private static final String ROOM = "/api/v1/retro-rooms/{retroRoomId}";
  private static final String RETROSPECT = "/api/v1/retrospects/{retrospectId}";

  private FullBodies() {}

  static List<MatrixRow> all() {
    return List.of(
        row(
            "PUT",
            RETROSPECT + "/drafts",
            """
            {"drafts":[{"questionNumber":1,"content":"mine","base":"We released on time"},
             {"questionNumber":5,"content":null,"base":""}]}
            """),
        row(
            "POST",
            RETROSPECT + "/submit",
            """
            {"answers":[{"questionNumber":1,"content":"a"}],
             "editToken":"0123456789012345678901234567890123456789012"}
            """),
        row("POST", RETROSPECT + "/questions/{questionId}/assistant", "{\"content\":\"So far\"}"),
        row(
            "POST",
            ROOM + "/action-items",
            """
            {"content":"Test first","ownerMemberId":1,"dueDate":"2099-12-31",
             "retrospectId":{retrospectId},"responseId":{responseId},"kind":"ANSWER"}
            """),
        row(
            "PATCH",
            "/api/v1/action-items/{actionItemId}",
            """
            {"content":"Test first","ownerMemberId":null,"dueDate":"2099-12-31","status":"OPEN"}
            """),
        row("GET", ROOM + "/action-items?status=OPEN&size=3&cursor=9", ""),
        row(
            "PUT",
            ROOM + "/notifications",
            """
            {"url":"https://hooks.example.com/x?y=z","format":"SLACK",
             "events":["OPENED","CLOSED","ANALYSED"]}
            """),
        row("GET", ROOM + "/ai/usage?month=2026-01", ""),
        row("POST", ROOM + "/import", document()));
  }

  private static MatrixRow row(String method, String path, String body) {
    return new MatrixRow(method, path, body, Map.of());
  }

  private static String document() {
    return """
    {"format":"moalog-export","version":1,"room":{"title":"t","description":null},
     "retrospects":[{"title":"t","method":"KPT","startTime":"2026-01-02T03:04:05",
       "anonymous":true,"references":["https://example.com/plan"],
       "analysis":{"insight":"Well.","generatedBy":"built-in",
         "emotionRank":[{"rank":1,"label":"joy","description":"d","count":2}],
         "evidence":[{"text":"Well.","answers":[0]}]},
       "participants":[{"name":"Mina","status":"ANALYZED","missions":"m"}],
       "answers":[{"question":1,"author":"Mina","text":"said","likes":3,
         "comments":[{"author":"Joon","text":"yes","createdAt":"2026-01-02T03:04:06"}]}]}],
     "actionItems":[{"content":"c","status":"DONE","owner":"Mina","dueDate":"2026-02-03",
       "retrospect":0,"kind":"MISSION","createdAt":"2026-01-02T03:04:05",
       "closedAt":"2026-01-03T03:04:05"}]}
    """;
  }
}
