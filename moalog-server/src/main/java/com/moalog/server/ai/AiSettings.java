package com.moalog.server.ai;

import com.moalog.kit.settings.Variables;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who analyses.
 *
 * @param provider how that is chosen
 * @param baseUrl of the OpenAI-compatible API, up to and including its version
 * @param apiKey its key, may be empty
 * @param model the model asked for
 * @param prices what its tokens cost
 */
public record AiSettings(
    Provider provider, URI baseUrl, String apiKey, String model, Prices prices) {

  private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,7}(?:\\.[0-9]{1,6})?");

  /** How the analyst is chosen. */
  public enum Provider {
    /** The API when there is a key, else the built-in analyst. */
    AUTO,
    /** Always the API. */
    OPENAI
  }

  /**
   * Dollars for a million tokens.
   *
   * @param input of what is sent
   * @param output of what is answered
   */
  public record Prices(BigDecimal input, BigDecimal output) {}

  /** Reads {@code AI_PROVIDER} and the {@code OPENAI_*} variables. */
  public static AiSettings from(Variables variables) {
    return new AiSettings(
        provider(variables),
        variables.address("OPENAI_BASE_URL", "https://api.openai.com/v1"),
        variables.text("OPENAI_API_KEY", ""),
        variables.text("OPENAI_MODEL", "gpt-4o-mini"),
        new Prices(
            price(variables, "OPENAI_INPUT_PRICE", "0.15"),
            price(variables, "OPENAI_OUTPUT_PRICE", "0.60")));
  }

  private static BigDecimal price(Variables variables, String name, String absent) {
    String value = variables.text(name, absent);
    if (!DOLLARS.matcher(value).matches()) {
      variables.fault(name, "must be dollars for a million tokens, for example " + absent);
      return BigDecimal.ZERO;
    }
    return new BigDecimal(value);
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
