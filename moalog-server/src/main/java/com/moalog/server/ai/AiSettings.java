package com.moalog.server.ai;

import com.moalog.kit.settings.Variables;
import java.net.URI;
import java.util.Locale;

/**
 * Who analyses.
 *
 * @param provider how that is chosen
 * @param baseUrl of the OpenAI-compatible API, up to and including its version
 * @param apiKey its key, may be empty
 * @param model the model asked for
 */
public record AiSettings(Provider provider, URI baseUrl, String apiKey, String model) {

  /** How the analyst is chosen. */
  public enum Provider {
    /** The API when there is a key, else the built-in analyst. */
    AUTO,
    /** Always the API. */
    OPENAI
  }

  /** Reads {@code AI_PROVIDER} and the {@code OPENAI_*} variables. */
  public static AiSettings from(Variables variables) {
    return new AiSettings(
        provider(variables),
        variables.address("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        variables.text("OPENAI_API_KEY", ""),
        variables.text("OPENAI_MODEL", "gpt-4o-mini"));
  }

  /** Whether answers leave the server. */
  public boolean usesApi() {
    return provider == Provider.OPENAI || !apiKey.isEmpty();
  }

  private static Provider provider(Variables variables) {
    return switch (variables.text("AI_PROVIDER", "auto").toLowerCase(Locale.ROOT)) {
      case "auto" -> Provider.AUTO;
      case "openai" -> Provider.OPENAI;
      default -> {
        variables.fault("AI_PROVIDER", "must be auto or openai");
        yield Provider.AUTO;
      }
    };
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "AiSettings[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + "]";
  }
}
