package com.moalog.server.login;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.member.Member;
import com.moalog.server.member.Members;
import com.moalog.server.model.MemberId;
import org.springframework.dao.DuplicateKeyException;

/** Lets members in: registers new ones, each account and each nickname once. Thread-safe. */
final class Registration {

  private final Members members;
  private final Sessions sessions;
  private final Transactions transactions;

  Registration(Members members, Sessions sessions, Transactions transactions) {
    this.members = members;
    this.sessions = sessions;
    this.transactions = transactions;
  }

  /** Registers the account and begins its first session. */
  Registered register(SignupTokens.Account account, String nickname) {
    try {
      return transactions.compute(() -> {
        MemberId member = members.register(account.email(), account.provider(), nickname);
        return new Registered(member, sessions.begin(member));
      });
    } catch (DuplicateKeyException taken) {
      boolean registered = members.hasAccountLike(account.email(), account.provider());
      throw Refusal.of(registered ? ErrorCode.ALREADY_REGISTERED : ErrorCode.NICKNAME_TAKEN);
    }
  }

  /** Begins another session of a member. */
  Sessions.Tokens welcomeBack(Member member) {
    return sessions.begin(member.id());
  }

  /** A new member and the tokens of the first session. */
  record Registered(MemberId member, Sessions.Tokens tokens) {}
}
