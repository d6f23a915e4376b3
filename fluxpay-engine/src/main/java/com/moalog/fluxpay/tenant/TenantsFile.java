package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.model.TenantId;
import com.moalog.kit.settings.Variables;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads {@code FLUXPAY_TENANTS_FILE}: below {@code tenants} each tenant's id, and below that what
 * is to be set of it. Everything that is wrong with it is a fault of the variable. Confined to one
 * thread.
 */
final class TenantsFile {

  private static final String VARIABLE = "FLUXPAY_TENANTS_FILE";
  private static final String ROOT = "tenants";
  private static final String RATE_LIMIT = "rate-limit";
  private static final String CREDIT = "credit-enabled";
  private static final String SUBSCRIPTION = "subscription-enabled";
  private static final String WEBHOOK = "webhook-url";
  private static final Set<String> KEYS = Set.of(RATE_LIMIT, CREDIT, SUBSCRIPTION, WEBHOOK);
  private static final int RATE_LIMIT_MOST = 1_000_000;
  private static final int URL_LIMIT = 500;
  private static final long SIZE_MOST = 1_000_000;

  private final Variables variables;

  private TenantsFile(Variables variables) {
    this.variables = variables;
  }

  /** The tenants of the file, none when there is no file. */
  static List<TenantSeed> read(Variables variables) {
    String name = variables.text(VARIABLE, "");
    return name.isEmpty() ? List.of() : new TenantsFile(variables).seeds(name);
  }

  private List<TenantSeed> seeds(String name) {
    List<TenantSeed> seeds = new ArrayList<>();
    map(ROOT, map("the file", content(name)).get(ROOT))
        .forEach((id, settings) -> seed(id, map(id, settings)).ifPresent(seeds::add));
    return List.copyOf(seeds);
  }

  private @Nullable Object content(String name) {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > SIZE_MOST) {
        fault("is larger than " + SIZE_MOST + " bytes");
        return Map.of(ROOT, Map.of());
      }
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      return new Yaml(new SafeConstructor(options)).load(Files.readString(path));
    } catch (IOException | InvalidPathException unreadable) {
      fault("cannot be read: " + unreadable.getClass().getSimpleName());
    } catch (YAMLException malformed) {
      fault(
          "is not YAML: " + String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
    }
    return Map.of(ROOT, Map.of());
  }

  private Map<String, Object> map(String what, @Nullable Object node) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> entries.put(String.valueOf(key), value));
    } else {
      fault("must have keys below " + what);
    }
    return entries;
  }

  private Optional<TenantSeed> seed(String name, Map<String, Object> settings) {
    settings.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> fault("has an unknown key " + name + "." + key));
    Optional<TenantId> id = TenantId.parse(name);
    if (id.isEmpty() || id.get().equals(TenantId.NONE)) {
      fault("names a tenant that cannot be: " + name);
      return Optional.empty();
    }
    return Optional.of(
        new TenantSeed(
            id.get(),
            limit(name, settings.get(RATE_LIMIT)),
            flag(name, CREDIT, settings.get(CREDIT)),
            flag(name, SUBSCRIPTION, settings.get(SUBSCRIPTION)),
            address(name, settings.get(WEBHOOK))));
  }

  private Optional<Integer> limit(String tenant, @Nullable Object value) {
    if (value instanceof Integer number && number >= 1 && number <= RATE_LIMIT_MOST) {
      return Optional.of(number);
    }
    return refused(tenant, RATE_LIMIT, value, "a number from 1 to " + RATE_LIMIT_MOST);
  }

  private Optional<Boolean> flag(String tenant, String key, @Nullable Object value) {
    return value instanceof Boolean flag
        ? Optional.of(flag)
        : refused(tenant, key, value, "true or false");
  }

  private Optional<String> address(String tenant, @Nullable Object value) {
    return value instanceof String text && text.length() <= URL_LIMIT && isAddress(text)
        ? Optional.of(text)
        : refused(tenant, WEBHOOK, value, "an http or https address");
  }

  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      return address.getHost() != null && Set.of("http", "https").contains(address.getScheme());
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  /** What is left out is no fault. */
  private <T> Optional<T> refused(
      String tenant, String key, @Nullable Object value, String expected) {
    if (value != null) {
      fault("must have " + expected + " at " + tenant + "." + key);
    }
    return Optional.empty();
  }

  private void fault(String reason) {
    variables.fault(VARIABLE, reason);
  }
}
