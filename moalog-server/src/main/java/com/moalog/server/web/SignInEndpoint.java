package com.moalog.server.web;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.login.LoginSettings;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Tells the page which ways in are open, so that it shows no button that leads nowhere. */
@RestController
@Tag(name = "Auth")
class SignInEndpoint {

  private final LoginSettings login;
  private final WebSettings web;

  SignInEndpoint(LoginSettings login, WebSettings web) {
    this.login = login;
    this.web = web;
  }

  @GetMapping("/api/v1/auth/options")
  @OpenToAnyone
  Envelope<Options> options() {
    List<Provider> providers = new ArrayList<>();
    if (!login.google().clientId().isEmpty()) {
      providers.add(
          new Provider(
              "Google",
              authorize(
                  web.googleAuthorizeUrl(),
                  login.google(),
                  uri -> uri.queryParam("scope", "openid email"))));
    }
    if (!login.kakao().clientId().isEmpty()) {
      providers.add(
          new Provider(
              "Kakao",
              authorize(
                  web.kakaoAuthorizeUrl(),
                  login.kakao(),
                  uri -> uri.queryParam("scope", "account_email"))));
    }
    return Envelope.success(new Options(login.emailLogin(), providers));
  }

  private static String authorize(
      URI page, LoginSettings.Provider provider, UnaryOperator<UriComponentsBuilder> scope) {
    return scope
        .apply(
            UriComponentsBuilder.fromUri(page)
                .queryParam("response_type", "code")
                .queryParam("client_id", provider.clientId()))
        .encode()
        .toUriString();
  }

  /**
   * The ways in.
   *
   * @param emailLogin whether an email address is enough: for development only
   * @param providers those that are configured
   */
  record Options(boolean emailLogin, List<Provider> providers) {
    Options {
      providers = List.copyOf(providers);
    }
  }

  /**
   * Somebody who vouches for people.
   *
   * @param name as the login takes it
   * @param authorizeUrl where browsers go; {@code redirect_uri} and {@code state} are to be added
   */
  record Provider(String name, String authorizeUrl) {}
}
