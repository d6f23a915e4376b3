package com.moalog.server.web;

import com.moalog.kit.settings.Variables;
import java.net.URI;

/**
 * Where the page sends browsers.
 *
 * @param googleAuthorizeUrl where a person allows Google to vouch for them
 * @param kakaoAuthorizeUrl the same at Kakao
 * @param checkoutUrl the page on which people pay, empty when there is none
 */
public record WebSettings(URI googleAuthorizeUrl, URI kakaoAuthorizeUrl, String checkoutUrl) {

  /** Reads {@code GOOGLE_AUTHORIZE_URL}, {@code KAKAO_AUTHORIZE_URL}, {@code CHECKOUT_URL}. */
  public static WebSettings from(Variables variables) {
    return new WebSettings(
        variables.address("GOOGLE_AUTHORIZE_URL", "https://accounts.google.com/o/oauth2/v2/auth"),
        variables.address("KAKAO_AUTHORIZE_URL", "https://kauth.kakao.com/oauth/authorize"),
        variables.text("CHECKOUT_URL", ""));
  }
}
