package com.moalog.sandbox.oauth;

import com.moalog.sandbox.faults.Fault;
import com.moalog.sandbox.faults.FaultLine;
import com.moalog.sandbox.faults.Provider;
import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google and Kakao as the server of an application sees them: it exchanges the code that the
 * browser brought for a token (RFC 6749, 4.1.3) and the token for an e-mail address. What a person
 * does in the browser is a page, or {@code POST /__admin/oauth/codes}. Thread-safe.
 */
public final class LoginProviders implements Provider {

  private static final int TOKEN_BYTES = 16;
  static final int MAX_EMAIL = 255;

  private final FaultLine faults;
  private final RandomGenerator random;
  private final Grants codes;
  private final Grants tokens;

  /**
   * Plays both providers.
   *
   * @param random where codes and tokens come from
   */
  public LoginProviders(FaultLine faults, InstantSource clock, RandomGenerator random) {
    this.faults = faults;
    this.random = random;
    this.codes = new Grants(clock, Grants.CODE_LIFE);
    this.tokens = new Grants(clock, Grants.TOKEN_LIFE);
  }

  public List<Route> routes() {
    List<Route> servers =
        List.of(
            new Route("POST", "/__admin/oauth/codes", (request, _) -> approve(request)),
            new Route("POST", "/google/token", (request, _) -> token(request, Brand.GOOGLE)),
            new Route("GET", "/google/userinfo", (request, _) -> person(request, Brand.GOOGLE)),
            new Route("POST", "/kakao/oauth/token", (request, _) -> token(request, Brand.KAKAO)),
            new Route("GET", "/kakao/v2/user/me", (request, _) -> person(request, Brand.KAKAO)));
    return Stream.concat(servers.stream(), new ConsentPage(this::issue).routes().stream()).toList();
  }

  private String issue(Brand brand, String email, String redirect) {
    String code = secret();
    codes.give(code, new Grants.Grant(brand, email, redirect));
    return code;
  }

  /** Forgets all codes and tokens. */
  public void reset() {
    codes.clear();
    tokens.clear();
  }

  private Answer approve(Request request) {
    ObjectNode wish = Json.parseObject(request.body());
    Brand brand =
        Brand.named(wish.path("provider").asString(""))
            .orElseThrow(() -> new BadRequestException(400, "provider is google or kakao"));
    JsonNode email = wish.path("email");
    if (!email.isMissingNode() && (!email.isString() || email.asString().length() > MAX_EMAIL)) {
      throw new BadRequestException(400, "email is a text of at most " + MAX_EMAIL);
    }
    String redirect = wish.path("redirectUri").asString("");
    return Json.reply(200, Map.of("code", issue(brand, email.asString(""), redirect)));
  }

  private Answer token(Request request, Brand brand) {
    return struck(request, "oauth_token", () -> exchanged(request.form(), brand));
  }

  private Reply exchanged(Map<String, String> form, Brand brand) {
    if (!form.getOrDefault("grant_type", "").equals("authorization_code")) {
      return error(400, "unsupported_grant_type", "grant_type must be authorization_code");
    }
    if (form.getOrDefault("client_id", "").isEmpty()) {
      return error(401, "invalid_client", "client_id is missing");
    }
    Optional<Grants.Grant> grant =
        codes
            .use(form.getOrDefault("code", ""))
            .filter(one -> one.brand() == brand)
            .filter(one -> one.allows(form.getOrDefault("redirect_uri", "")));
    if (grant.isEmpty()) {
      return error(400, "invalid_grant", "the code is unknown, used, expired or not for this call");
    }
    String token = secret();
    tokens.give(token, grant.get());
    return Json.reply(
        200,
        Map.of(
            "access_token",
            token,
            "token_type",
            "Bearer",
            "expires_in",
            Grants.TOKEN_LIFE.toSeconds()));
  }

  private Answer person(Request request, Brand brand) {
    return struck(
        request,
        "oauth_userinfo",
        () ->
            bearer(request)
                .flatMap(tokens::look)
                .filter(grant -> grant.brand() == brand)
                .map(grant -> Json.reply(200, brand.person(grant.email())))
                .orElseGet(() -> error(401, "invalid_token", "the access token is not valid")));
  }

  private static Optional<String> bearer(Request request) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()));
  }

  private Answer struck(Request request, String operation, Supplier<Reply> work) {
    Optional<Fault> fault = faults.meet(request, Subject.of(operation));
    return faults.outside(fault, this, () -> faults.inside(fault, this, work));
  }

  private String secret() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public Reply error(int http, String code, String message) {
    return Json.reply(http, Map.of("error", code, "error_description", message));
  }
}
