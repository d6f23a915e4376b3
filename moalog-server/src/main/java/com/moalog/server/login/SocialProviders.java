package com.moalog.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.member.SocialProvider;
import com.moalog.server.outbound.TimedCall;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Google and Kakao who logged in there: exchanges the authorization code for a token (RFC
 * 6749, 4.1.3) and the token for the profile. Not called inside a transaction. Thread-safe.
 */
final class SocialProviders implements AutoCloseable {

  /** Longest time of one call, with connecting and reading the answer. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  /** Profiles have a few hundred bytes. */
  private static final int ANSWER_LIMIT_BYTES = 64 * 1024;

  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final Logger LOG = LoggerFactory.getLogger(SocialProviders.class);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CALL_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final LoginSettings settings;
  private final JsonMapper json;

  SocialProviders(LoginSettings settings, JsonMapper json) {
    this.settings = settings;
    this.json = json;
  }

  /** Whom the code stands for. */
  SocialProfile profile(SocialProvider provider, String code, String redirectUri) {
    LoginSettings.Provider place = place(provider);
    try {
      HttpResponse<byte[]> granted = send(tokenRequest(place, code, redirectUri));
      if (granted.statusCode() != OK) {
        return failure(provider, granted.statusCode());
      }
      String token = json.readTree(granted.body()).path("access_token").asString("");
      if (!token.matches("[\\x21-\\x7e]+")) {
        return new SocialProfile.Refused();
      }
      HttpResponse<byte[]> profile =
          send(request(place.profileUrl()).header("Authorization", "Bearer " + token).build());
      return profile.statusCode() == OK
          ? read(provider, json.readTree(profile.body()))
          : failure(provider, profile.statusCode());
    } catch (IOException | JacksonException unreachable) {
      LOG.warn("{} cannot be asked: {}", provider, unreachable.getClass().getSimpleName());
      return new SocialProfile.Unreachable();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new SocialProfile.Unreachable();
    }
  }

  private LoginSettings.Provider place(SocialProvider provider) {
    return switch (provider) {
      case GOOGLE -> settings.google();
      case KAKAO -> settings.kakao();
    };
  }

  private static HttpRequest tokenRequest(
      LoginSettings.Provider place, String code, String redirectUri) {
    String form =
        Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                place.clientId(),
                "client_secret",
                place.clientSecret(),
                "redirect_uri",
                redirectUri,
                "code",
                code)
            .entrySet()
            .stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return request(place.tokenUrl())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(CALL_LIMIT).header("Accept", "application/json");
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return TimedCall.send(http, request, ANSWER_LIMIT_BYTES);
  }

  private static SocialProfile failure(SocialProvider provider, int status) {
    if (status >= SERVER_ERROR) {
      LOG.warn("{} answers with status {}", provider, status);
      return new SocialProfile.Unreachable();
    }
    return new SocialProfile.Refused();
  }

  private static SocialProfile read(SocialProvider provider, JsonNode profile) {
    return switch (provider) {
      case GOOGLE -> vouchedFor(profile, "verified_email");
      case KAKAO -> {
        JsonNode account = profile.path("kakao_account");
        yield account.path("is_email_valid").asBoolean(true)
            ? vouchedFor(account, "is_email_verified")
            : new SocialProfile.Refused();
      }
    };
  }

  private static SocialProfile vouchedFor(JsonNode account, String verifiedField) {
    String email = account.path("email").asString("");
    if (email.isBlank()) {
      return new SocialProfile.WithoutEmail();
    }
    return account.path(verifiedField).asBoolean(true)
        ? new SocialProfile.Known(email)
        : new SocialProfile.Refused();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
