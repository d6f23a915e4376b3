package com.moalog.chaos.traffic;

import com.moalog.chaos.http.Http;
import com.moalog.chaos.http.Reply;
import com.moalog.chaos.platform.Addresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * People with accounts. They sign up once through the sandbox's Google and log in anew for each
 * experiment, before anything is broken. Immutable.
 *
 * @param tokens one for each member
 */
public record Members(List<String> tokens) {

  private static final String REDIRECT = "http://localhost:3000/callback";

  public Members {
    tokens = List.copyOf(tokens);
  }

  /** Logs that many members in, and signs those up who have no account yet. */
  public static Members loggedIn(Addresses addresses, Http http, int count)
      throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Map<String, String> from = Map.of("X-Forwarded-For", "10.150.0." + (number + 1));
      String email = "chaos" + number + "@moalog.me";
      Reply known =
          http.post(
              addresses.server().resolve("/api/auth/login/email"),
              from,
              "{\"email\":\"" + email + "\"}");
      tokens.add(known.isOk() ? known.cookie() : signUp(addresses, http, number, from));
    }
    return new Members(tokens);
  }

  private static String signUp(Addresses addresses, Http http, int number, Map<String, String> from)
      throws IOException, InterruptedException {
    String code =
        http.post(
                addresses.sandbox().resolve("/__admin/oauth/codes"),
                Map.of(),
                """
                {"provider":"GOOGLE","email":"chaos%d@moalog.me","redirectUri":"%s"}
                """
                    .formatted(number, REDIRECT))
            .json()
            .path("code")
            .asString("");
    Reply greeted =
        http.post(
            addresses.server().resolve("/api/v1/auth/social-login"),
            from,
            """
            {"provider":"GOOGLE","code":"%s","redirectUri":"%s"}
            """
                .formatted(code, REDIRECT));
    Reply signedUp =
        http.post(
            addresses.server().resolve("/api/v1/auth/signup"),
            Map.of(
                "Authorization",
                "Bearer " + greeted.cookie(),
                "X-Forwarded-For",
                from.getOrDefault("X-Forwarded-For", "")),
            "{\"nickname\":\"chaos%d\"}".formatted(number));
    if (signedUp.cookie().isEmpty()) {
      throw new IOException("member " + number + " cannot sign up: " + signedUp.body());
    }
    return signedUp.cookie();
  }

  String token(int number) {
    return tokens.get(number % tokens.size());
  }
}
