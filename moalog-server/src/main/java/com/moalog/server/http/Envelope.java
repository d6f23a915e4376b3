package com.moalog.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.moalog.server.model.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * The body of every JSON answer. A {@code null} result is written as {@code null}.
 *
 * @param success whether the request was carried out
 * @param code a code of the catalogue
 * @param message text for people in the caller's language
 * @param result what was asked for
 */
@JsonPropertyOrder({"isSuccess", "code", "message", "result"})
public record Envelope<T extends @Nullable Object>(
    @JsonProperty("isSuccess") boolean success, String code, String message, T result) {

  /** The request was carried out. To be called on the thread that handles the request. */
  public static <T extends @Nullable Object> Envelope<T> success(T result) {
    return success("COMMON200", result);
  }

  /** The request was carried out, with a success code other than the usual one. */
  public static <T extends @Nullable Object> Envelope<T> success(String code, T result) {
    Language language = RequestLanguage.of(LocaleContextHolder.getLocale());
    return new Envelope<>(true, code, language.choose("요청을 처리했습니다", "Done"), result);
  }

  /** The request was carried out and there is nothing to tell. */
  public static Envelope<@Nullable Void> done() {
    return success(null);
  }

  /** The request was refused or failed. */
  public static Envelope<@Nullable Void> error(Refusal refusal, Language language) {
    String message = refusal.code().message(language);
    String text = refusal.field() == null ? message : message + ": " + refusal.field();
    return new Envelope<>(false, refusal.code().code(), text, null);
  }
}
