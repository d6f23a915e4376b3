package com.moalog.server.member;

import java.util.Locale;
import java.util.Optional;

/** Where a member's account comes from; the constants are the database's spelling. */
public enum SocialProvider {
  KAKAO("Kakao"),
  GOOGLE("Google");

  private final String wireName;

  SocialProvider(String wireName) {
    this.wireName = wireName;
  }

  /** The spelling in JSON. */
  public String wireName() {
    return wireName;
  }

  /** The provider of that name, in any letter case. */
  public static Optional<SocialProvider> named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "KAKAO" -> Optional.of(KAKAO);
      case "GOOGLE" -> Optional.of(GOOGLE);
      default -> Optional.empty();
    };
  }
}
