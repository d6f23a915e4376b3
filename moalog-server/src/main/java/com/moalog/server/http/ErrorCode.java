package com.moalog.server.http;

import com.moalog.server.model.Language;

/**
 * Every reason why a request is refused or fails. Several reasons share one code on the wire; code
 * and status are part of the contract, the texts are not. Codes are those of the product's error
 * catalogue.
 */
public enum ErrorCode {
  BAD_REQUEST("COMMON400", 400, "요청이 올바르지 않습니다", "The request is not valid"),
  NOT_FOUND("COMMON404", 404, "찾을 수 없습니다", "Not found"),
  METHOD_NOT_ALLOWED("COMMON405", 405, "허용되지 않은 메서드입니다", "Method not allowed"),
  BODY_TOO_LARGE("COMMON413", 413, "요청 본문이 너무 큽니다", "The request body is too large"),
  NICKNAME_TAKEN("COMMON409", 409, "이미 사용 중인 닉네임입니다", "The nickname is taken"),
  ALREADY_REGISTERED("COMMON409", 409, "이미 가입한 회원입니다", "This account is already registered"),
  IDEMPOTENCY_CONFLICT(
      "COMMON409",
      409,
      "같은 멱등 키의 요청이 처리 중이거나 내용이 다릅니다",
      "A request with this idempotency key is in progress or had another body"),
  INTERNAL_ERROR("COMMON500", 500, "서버 오류가 발생했습니다", "Something went wrong on our side"),
  UNAVAILABLE(
      "COMMON503", 503, "잠시 후 다시 시도해 주세요", "Temporarily unavailable, please try again soon"),

  NOT_SIGNED_IN("AUTH4001", 401, "로그인이 필요합니다", "Please sign in"),
  SOCIAL_LOGIN_REFUSED("AUTH4002", 401, "소셜 로그인에 실패했습니다", "The social login was refused"),
  REFRESH_TOKEN_MISSING("AUTH4003", 400, "리프레시 토큰이 없거나 올바르지 않습니다", "No usable refresh token"),
  REFRESH_TOKEN_INVALID(
      "AUTH4004", 401, "리프레시 토큰이 유효하지 않습니다", "The refresh token is invalid or expired"),
  REFRESH_TOKEN_REVOKED("AUTH4005", 401, "로그아웃된 토큰입니다", "The refresh token was logged out"),
  SOCIAL_LOGIN_UNREACHABLE(
      "AUTH5021", 502, "소셜 로그인 서버에 연결할 수 없습니다", "The social login provider cannot be reached"),

  MEMBER_NOT_FOUND("MEMBER4042", 404, "존재하지 않는 회원입니다", "The member does not exist"),

  TITLE_LENGTH("RETRO4001", 400, "이름은 1자 이상 20자 이하여야 합니다", "A name has 1 to 20 characters"),
  INVITE_INVALID("RETRO4002", 400, "유효하지 않은 초대 링크입니다", "The invite link is not valid"),
  RETROSPECT_STARTED("RETRO4002", 400, "이미 시작된 회고입니다", "The retrospect has already started"),
  ANSWERS_MISSING("RETRO4002", 400, "다섯 질문에 모두 답해 주세요", "All five questions need one answer each"),
  INVITE_EXPIRED("RETRO4003", 400, "만료된 초대 링크입니다", "The invite link has expired"),
  ANSWER_TOO_LONG("RETRO4003", 400, "답변은 1000자 이하여야 합니다", "An answer has at most 1000 characters"),
  ROOM_ORDER_INVALID("RETRO4004", 400, "순서 정보가 올바르지 않습니다", "The room order is not valid"),
  CATEGORY_INVALID("RETRO4004", 400, "유효하지 않은 카테고리입니다", "The category is not valid"),
  METHOD_UNKNOWN("RETRO4005", 400, "유효하지 않은 회고 방식입니다", "The retrospect method is unknown"),
  REFERENCE_INVALID("RETRO4006", 400, "참고 링크가 올바르지 않습니다", "A reference link is not valid"),
  ANSWER_BLANK("RETRO4007", 400, "답변을 입력해 주세요", "An answer must not be blank"),
  EDIT_TOKEN_UNKNOWN("RETRO4034", 403, "수정 토큰이 올바르지 않습니다", "The edit token is not known here"),
  NO_ACCESS("RETRO4031", 403, "접근 권한이 없습니다", "No access"),
  ALREADY_SUBMITTED("RETRO4033", 403, "이미 제출된 회고입니다", "Already submitted"),
  ROOM_NOT_FOUND("RETRO4041", 404, "존재하지 않는 회고방입니다", "The room does not exist"),
  RETROSPECT_NOT_FOUND("RETRO4041", 404, "존재하지 않는 회고입니다", "The retrospect does not exist"),
  QUESTION_NOT_FOUND("RETRO4043", 404, "존재하지 않는 질문입니다", "The question does not exist"),
  NOT_ANALYSED("RETRO4044", 404, "아직 분석되지 않은 회고입니다", "The retrospect is not analysed yet"),
  ROOM_TITLE_TAKEN("RETRO4091", 409, "이미 사용 중인 회고방 이름입니다", "The room name is in use"),
  ALREADY_PARTICIPANT("RETRO4091", 409, "이미 참여한 회고입니다", "Already a participant"),
  ALREADY_ANALYSED("RETRO4091", 409, "이미 분석되었거나 분석 중입니다", "Already analysed or being analysed"),
  MODE_LOCKED(
      "RETRO4093",
      409,
      "이미 작성이 시작되어 익명 여부를 바꿀 수 없습니다",
      "Somebody has begun to write, so the mode stays as it is"),
  DRAFT_CHANGED(
      "RETRO4094",
      409,
      "다른 기기에서 이 답변을 고쳤습니다",
      "The answer was changed on another device meanwhile"),
  NO_LONGER_ANONYMOUS(
      "RETRO4095",
      409,
      "이 회고는 더 이상 익명이 아닙니다. 확인한 뒤 다시 제출해 주세요",
      "The retrospect is no longer anonymous, so please look again before you submit"),
  ALREADY_ROOM_MEMBER("RETRO4092", 409, "이미 참여 중인 회고방입니다", "Already a member of the room"),
  TOO_LITTLE_TO_ANALYSE("RETRO4221", 422, "분석할 답변이 부족합니다", "Too few answers to analyse"),
  ACTION_ITEM_NOT_FOUND("ACTION4041", 404, "존재하지 않는 실행 항목입니다", "The action item does not exist"),
  TOO_MANY_ACTION_ITEMS(
      "ACTION4091", 409, "열린 실행 항목이 너무 많습니다", "The room has too many open action items"),
  ACTION_ITEMS_OF_RETROSPECT(
      "ACTION4092",
      409,
      "회고 하나에서 실행 항목은 세 개까지 만들 수 있습니다",
      "A retrospect leads to at most three action items"),
  IMPORT_INVALID("IMPORT4001", 400, "가져올 수 없는 파일입니다", "The file cannot be imported"),
  NO_HOOK("HOOK4041", 404, "설정된 알림이 없습니다", "The room sends no notifications"),
  COMMENT_TOO_LONG("RES4001", 400, "댓글은 200자 이하여야 합니다", "A comment has at most 200 characters"),
  RESPONSE_NOT_FOUND("RES4041", 404, "존재하지 않는 답변입니다", "The answer does not exist"),
  KEYWORD_INVALID(
      "SEARCH4001", 400, "검색어는 1자 이상 100자 이하여야 합니다", "A keyword has 1 to 100 characters"),

  ANALYSIS_LIMIT("AI4031", 403, "이번 달 분석 한도를 모두 사용했습니다", "This month's analysis limit is used up"),
  ASSISTANT_LIMIT(
      "AI4032", 403, "이번 달 도우미 한도를 모두 사용했습니다", "This month's assistant limit is used up"),
  AI_SWITCHED_OFF("AI4033", 403, "이 회고방은 AI를 사용하지 않습니다", "This room does without the AI"),
  AI_ANSWER_UNUSABLE("AI5001", 500, "AI 응답을 처리하지 못했습니다", "The AI's answer could not be used"),
  AI_KEY_REJECTED("AI5002", 500, "AI 연결에 실패했습니다", "The AI connection was refused"),
  AI_FAILED("AI5003", 500, "AI 오류가 발생했습니다", "The AI failed"),
  AI_OVERLOADED("AI5031", 503, "AI 서비스가 혼잡합니다", "The AI is overloaded, please try again soon"),
  TOO_MANY_REQUESTS("RATE4291", 429, "요청이 너무 많습니다", "Too many requests"),

  PLAN_UNKNOWN("PAY4001", 400, "유효하지 않은 플랜입니다", "The plan is unknown"),
  FREE_PLAN_NOT_CANCELLABLE(
      "PAY4001", 400, "무료 플랜은 취소할 수 없습니다", "The free plan cannot be cancelled"),
  WEBHOOK_SIGNATURE("PAY4011", 401, "웹훅 서명이 올바르지 않습니다", "The webhook signature is not valid"),
  PLAN_EXCLUDES("PAY4031", 403, "현재 플랜에서 사용할 수 없습니다", "The plan does not include this"),
  NO_SUBSCRIPTION("PAY4041", 404, "활성 구독이 없습니다", "There is no active subscription"),
  PAYMENT_REJECTED("PAY5001", 500, "결제 요청이 거절되었습니다", "The payment request was rejected"),
  PAYMENT_UNREACHABLE("PAY5021", 502, "결제 서버에 연결할 수 없습니다", "The payment service cannot be reached");

  private final String code;
  private final int status;
  private final String korean;
  private final String english;

  ErrorCode(String code, int status, String korean, String english) {
    this.code = code;
    this.status = status;
    this.korean = korean;
    this.english = english;
  }

  /** The code on the wire. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The text for people. */
  public String message(Language language) {
    return language.choose(korean, english);
  }
}
