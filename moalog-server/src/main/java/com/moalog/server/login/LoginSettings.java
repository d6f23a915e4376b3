package com.moalog.server.login;

import com.moalog.kit.settings.Variables;
import java.net.URI;

/**
 * Which ways in are open.
 *
 * @param emailLogin whether anybody may log in with a known email: for development only
 * @param google how to talk to Google
 * @param kakao how to talk to Kakao
 */
public record LoginSettings(boolean emailLogin, Provider google, Provider kakao) {

  /** Reads {@code AUTH_EMAIL_LOGIN_ENABLED}, {@code GOOGLE_*} and {@code KAKAO_*}. */
  public static LoginSettings from(Variables variables) {
    return new LoginSettings(
        variables.lenientFlag("AUTH_EMAIL_LOGIN_ENABLED", false),
        Provider.from(
            variables,
            "GOOGLE",
            "https://oauth2.googleapis.com/token",
            "https://www.googleapis.com/oauth2/v2/userinfo"),
        Provider.from(
            variables,
            "KAKAO",
            "https://kauth.kakao.com/oauth/token",
            "https://kapi.kakao.com/v2/user/me"));
  }

  /**
   * Addresses and credentials at one provider.
   *
   * @param clientId may be empty
   * @param clientSecret may be empty
   * @param tokenUrl where a code is exchanged for a token
   * @param profileUrl where the token buys the profile
   */
  public record Provider(String clientId, String clientSecret, URI tokenUrl, URI profileUrl) {

    static Provider from(Variables variables, String prefix, String tokenUrl, String profileUrl) {
      return new Provider(
          variables.text(prefix + "_CLIENT_ID", ""),
          variables.text(prefix + "_CLIENT_SECRET", ""),
          variables.address(prefix + "_TOKEN_URL", tokenUrl),
          variables.address(prefix + "_USERINFO_URL", profileUrl));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Provider[tokenUrl=" + tokenUrl + "]";
    }
  }
}
