package com.moalog.local.launcher.demo;

import static com.moalog.local.launcher.demo.Check.is;
import static com.moalog.local.launcher.demo.Check.isNumber;
import static com.moalog.local.launcher.demo.Check.isText;
import static com.moalog.local.launcher.demo.Check.setsCookie;

import java.util.Map;

/**
 * Somebody new logs in with Google or Kakao and becomes a member. The sandbox plays the provider.
 * Every run has people of its own, so plans and monthly quotas begin fresh. Not thread-safe.
 */
final class ArrivalStory {

  private static final String REDIRECT = "http://localhost:3000/login";

  private final Storyteller teller;
  private final Party guest;
  private final Party provider;

  /**
   * A member.
   *
   * @param party sends the session with every request
   */
  record Member(Person person, long id, Party party, String refreshToken) {}

  ArrivalStory(Storyteller teller, Party guest, Party provider) {
    this.teller = teller;
    this.guest = guest;
    this.provider = provider;
  }

  Member tell(Person person) {
    String code =
        teller
            .step(person.name() + " approves at " + person.provider())
            .expects(isText("/code"))
            .shows("/code")
            .by(
                provider.post(
                    "/__admin/oauth/codes",
                    Map.of(
                        "provider", person.provider(),
                        "email", person.email(),
                        "redirectUri", REDIRECT)))
            .text("/code");
    Answer greeted =
        teller
            .step(person.name() + " logs in for the first time")
            .expects(is("/isNewMember", true), setsCookie("signup_token"))
            .shows("/isNewMember")
            .by(
                guest.post(
                    "/api/v1/auth/social-login",
                    Map.of("provider", person.provider(), "code", code, "redirectUri", REDIRECT)));
    Answer signedUp =
        teller
            .step(person.name() + " signs up")
            .expects(isNumber("/memberId"), is("/nickname", person.nickname()))
            .expects(setsCookie("access_token"), setsCookie("refresh_token"))
            .shows("/memberId", "/nickname")
            .by(
                guest
                    .with("Authorization", "Bearer " + greeted.cookie("signup_token"))
                    .post("/api/v1/auth/signup", Map.of("nickname", person.nickname())));
    Party party = guest.with("Authorization", "Bearer " + signedUp.cookie("access_token"));
    return lookAround(
        new Member(person, signedUp.number("/memberId"), party, signedUp.cookie("refresh_token")));
  }

  /** The member renews the session as a browser does, by cookie, and ends it. */
  void leave(Member member) {
    Answer renewed =
        teller
            .step(member.person().name() + " renews the session")
            .expects(setsCookie("access_token"), setsCookie("refresh_token"))
            .by(
                guest
                    .with("Cookie", "refresh_token=" + member.refreshToken())
                    .post("/api/v1/auth/token/refresh"));
    String cookies =
        "access_token=%s; refresh_token=%s"
            .formatted(renewed.cookie("access_token"), renewed.cookie("refresh_token"));
    teller
        .step(member.person().name() + " logs out")
        .by(guest.with("Cookie", cookies).post("/api/v1/auth/logout"));
  }

  private Member lookAround(Member member) {
    teller
        .step(member.person().name() + " looks at the profile")
        .expects(is("/memberId", member.id()), is("/email", member.person().email()))
        .expects(is("/socialType", member.person().provider()))
        .shows("/memberId", "/nickname", "/socialType")
        .by(member.party().get("/api/v1/members/me"));
    return member;
  }
}
