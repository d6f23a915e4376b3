package com.moalog.server.web;

import com.moalog.server.web.Browser.Tongue;

/** What is written on the screens beyond writing and reading, Korean first. */
enum MoreWords {
  ADD_ACTION("할 일 더하기", "Add an action"),
  CONTENT("무엇을 할까요?", "What shall be done?"),
  SAVE("저장", "Save"),
  KEPT_ALL("1가지 중 1가지를 해냈어요", "1 of 1 were done"),
  TAKE("할 일로 정하기", "Make it an action"),
  TAKEN("할 일로 정했어요", "It is an action item now"),
  PREVIEW("무엇이 전해지나요?", "What will be sent?"),
  STAYS("내장 분석기가 이 서버 안에서 읽어요", "The built-in analyst reads it inside this server"),
  USED("이번 달 사용: 3번 요청", "Used this month: 3 requests"),
  AI_ON("이 방에서 AI 쓰기", "Use AI in this room"),
  CHANGED("바꿨어요", "Changed"),
  ADDRESS("받을 주소", "Address"),
  SAVE_HOOK("알림 저장", "Save notifications"),
  SECRET("서명 비밀값", "Signing secret"),
  DELIVERIES("최근 보낸 알림", "Latest deliveries"),
  DELIVERED("전달됨", "delivered"),
  HOOK_OFF("알림 끄기", "Switch off"),
  HOOK_IS_OFF("알림을 껐어요", "Notifications are off"),
  TABLE("표로 보기", "Show as a table"),
  EMOTIONS("감정의 흐름", "Emotions over time"),
  IMPORT("가져오기", "Import"),
  IMPORTED("회고 3개와 답변", "Imported 3 retrospectives"),
  ANONYMOUS("익명으로 진행하기", "Keep it anonymous"),
  AUTHOR("익명", "Anonymous"),
  EDIT("내 익명 답변 고치기", "Edit my anonymous answers"),
  EDITED("고친 답변을 저장했어요", "Your changes are saved");

  private final String korean;
  private final String english;

  MoreWords(String korean, String english) {
    this.korean = korean;
    this.english = english;
  }

  String in(Tongue tongue) {
    return switch (tongue) {
      case KOREAN -> korean;
      case ENGLISH -> english;
    };
  }
}
