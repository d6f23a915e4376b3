package com.moalog.server.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a token says.
 *
 * @param sub the member id in decimal, empty in a signup token
 * @param iat issued at, Unix seconds
 * @param exp expires at, Unix seconds
 * @param jti unique id, in refresh tokens
 * @param email of the person signing up
 * @param provider {@code KAKAO} or {@code GOOGLE}, of the person signing up
 * @param tokenType {@code access}, {@code refresh} or {@code signup}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"sub", "iat", "exp", "jti", "email", "provider", "token_type"})
public record Claims(
    @Nullable String sub,
    @Nullable Long iat,
    @Nullable Long exp,
    @Nullable String jti,
    @Nullable String email,
    @Nullable String provider,
    @JsonProperty("token_type") @Nullable String tokenType) {

  public static final String ACCESS = "access";
  public static final String REFRESH = "refresh";
  public static final String SIGNUP = "signup";
}
