package com.moalog.server.member;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.TimeText;
import com.moalog.server.session.TokenCookies;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own account over HTTP. */
@RestController
@RequestMapping("/api/v1/members")
@Tag(name = "Member")
class MemberEndpoints {

  private final Members members;
  private final Withdrawal withdrawal;
  private final TokenCookies cookies;

  MemberEndpoints(Members members, Withdrawal withdrawal, TokenCookies cookies) {
    this.members = members;
    this.withdrawal = withdrawal;
    this.cookies = cookies;
  }

  @GetMapping("/me")
  Envelope<Profile> me(MemberId caller) {
    Member member = members.find(caller).orElseThrow(() -> Refusal.of(ErrorCode.MEMBER_NOT_FOUND));
    return Envelope.success(
        new Profile(
            member.id().value(),
            member.email(),
            member.nickname(),
            member.insightCount(),
            member.provider().wireName(),
            TimeText.dateTime(member.createdAt()) + "Z"));
  }

  /** A body may be sent and is ignored, whatever it is. */
  @PostMapping("/withdraw")
  Envelope<@Nullable Void> withdraw(MemberId caller, HttpServletResponse response) {
    if (!withdrawal.of(caller)) {
      throw Refusal.of(ErrorCode.MEMBER_NOT_FOUND);
    }
    cookies.clear(response, TokenCookies.ACCESS);
    cookies.clear(response, TokenCookies.REFRESH);
    return Envelope.done();
  }

  record Profile(
      long memberId,
      String email,
      @Nullable String nickname,
      int insightCount,
      String socialType,
      String createdAt) {}
}
