package com.moalog.server.web;

import com.moalog.server.web.Browser.Tongue;

/** What is written on the buttons that the tests press, Korean first. */
enum Words {
  EMAIL("이메일", "Email"),
  CONTINUE("이메일로 계속하기", "Continue with email"),
  NICKNAME("닉네임", "Nickname"),
  START("모아로그 시작하기", "Start with Moalog"),
  NEW_ROOM("회고방 만들기", "Create a room"),
  ROOM_NAME("방 이름", "Name"),
  CREATE("만들기", "Create"),
  INVITE("팀원 초대", "Invite people"),
  INVITE_LINK("초대 링크", "Invite link"),
  CLOSE("닫기", "Close"),
  SIGN_IN_AND_ENTER("로그인하고 들어가기", "Sign in and enter"),
  ENTER_ROOM("회고방 들어가기", "Enter the room"),
  NEW_RETRO("회고 만들기", "New retrospective"),
  PROJECT("회고 주제", "What it is about"),
  TAKE_PART("이 회고에 참여하기", "Take part"),
  HINTS("힌트 받기", "Get hints"),
  HINTS_AGAIN("다시 받기", "Ask again"),
  NEXT("다음", "Next"),
  REVIEW("제출하기", "Submit"),
  SUBMIT("팀에 제출하기", "Submit to the team"),
  ANSWERS("답변", "Answers"),
  ANALYSIS("분석", "Analysis"),
  ANALYSE("AI 분석 시작", "Start AI analysis"),
  EMOTIONS("팀의 감정", "The team’s emotions"),
  YOURS("나의 미션", "Your missions"),
  COMMENT("댓글 쓰기", "Write a comment"),
  POST("남기기", "Post"),
  PDF("PDF로 받기", "Download PDF"),
  SIGN_OUT("로그아웃", "Sign out"),
  WITHDRAW("회원 탈퇴", "Delete account"),
  SEARCH("회고 주제로 찾기", "Find a retrospective"),
  SEARCH_BUTTON("찾기", "Search");

  private final String korean;
  private final String english;

  Words(String korean, String english) {
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
