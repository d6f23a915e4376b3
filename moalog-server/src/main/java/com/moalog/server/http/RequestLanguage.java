package com.moalog.server.http;

import com.moalog.server.model.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Chooses the language of an answer by {@code Accept-Language} (RFC 9110, 12.5.4). A missing,
 * malformed or foreign header means the server's default language. Thread-safe.
 */
public final class RequestLanguage implements LocaleResolver {

  private static final List<Locale> KNOWN = List.of(Locale.KOREAN, Locale.ENGLISH);

  private final Locale defaultLocale;

  public RequestLanguage(Language defaultLanguage) {
    this.defaultLocale =
        switch (defaultLanguage) {
          case KO -> Locale.KOREAN;
          case EN -> Locale.ENGLISH;
        };
  }

  /** The language of a locale that this resolver chose. */
  public static Language of(Locale locale) {
    return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? Language.EN : Language.KO;
  }

  /** The language of the answer to a request; works outside Spring MVC too. */
  public Language languageOf(HttpServletRequest request) {
    return of(resolveLocale(request));
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    String header = request.getHeader("Accept-Language");
    if (header == null || header.isBlank()) {
      return defaultLocale;
    }
    try {
      Locale match = Locale.lookup(Locale.LanguageRange.parse(header), KNOWN);
      return match == null ? defaultLocale : match;
    } catch (IllegalArgumentException malformed) {
      return defaultLocale;
    }
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new UnsupportedOperationException("the caller's header decides the language");
  }
}
