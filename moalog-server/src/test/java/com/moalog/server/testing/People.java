package com.moalog.server.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Registers members that no other test knows, and logs them in. Thread-safe. */
public final class People {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final TestServer server;

  People(TestServer server) {
    this.server = server;
  }

  /** A new member, logged in. */
  public Person newcomer() {
    String nickname = "member" + NUMBER.incrementAndGet();
    String email = nickname + "@example.com";
    return new Person(register(email, nickname), email, nickname, logIn(email));
  }

  /** The id of a new member who has never logged in. */
  public long stranger() {
    String nickname = "member" + NUMBER.incrementAndGet();
    return register(nickname + "@example.com", nickname);
  }

  private long register(String email, String nickname) {
    server
        .database()
        .sql(
            """
            INSERT INTO member (email, nickname, social_type, created_at, updated_at)
            VALUES (:email, :nickname, 'KAKAO', UTC_TIMESTAMP(), UTC_TIMESTAMP())
            """)
        .param("email", email)
        .param("nickname", nickname)
        .update();
    return server
        .database()
        .sql("SELECT member_id FROM member WHERE email = :email")
        .param("email", email)
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /** Logs a member in on one more device. */
  public ApiAnswer logIn(String email) {
    ApiAnswer login =
        server.client().post("/api/auth/login/email", "{\"email\":\"" + email + "\"}");
    login.success();
    return login;
  }

  /**
   * Somebody who is logged in.
   *
   * @param login the answer to the login, with its cookies
   */
  public record Person(long id, String email, String nickname, ApiAnswer login) {

    /** The access token. */
    public String accessToken() {
      return login.cookie("access_token");
    }

    /** The refresh token. */
    public String refreshToken() {
      return login.cookie("refresh_token");
    }
  }

  /** Gives the person the PRO plan, as if it were paid. */
  public void givePro(Person person) {
    server
        .database()
        .sql(
            """
            INSERT INTO member_subscription
              (member_id, plan_name, status, started_at, created_at, updated_at)
            VALUES (:member, 'PRO', 'ACTIVE', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP())
            """)
        .param("member", person.id())
        .update();
  }

  /** A client that acts as the person. */
  public ApiClient as(Person person) {
    return server.client().withToken(person.accessToken());
  }
}
