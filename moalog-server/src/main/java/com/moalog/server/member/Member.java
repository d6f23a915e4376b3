package com.moalog.server.member;

import com.moalog.server.model.MemberId;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A registered person.
 *
 * @param id the member's id
 * @param email unique per provider, not alone
 * @param nickname unique; may be missing or empty in accounts from before nicknames were asked for
 * @param insightCount analysed participations
 * @param provider where the account comes from
 * @param createdAt UTC
 */
public record Member(
    MemberId id,
    String email,
    @Nullable String nickname,
    int insightCount,
    SocialProvider provider,
    LocalDateTime createdAt) {

  /** What other members call this one: the nickname, else the part of the email before the @. */
  public String displayName() {
    return nickname == null || nickname.isEmpty() ? email.split("@", 2)[0] : nickname;
  }
}
