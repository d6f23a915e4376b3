package com.moalog.fluxpay.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** Identifies a tenant: 1 to 50 characters, lower-case letters, digits, {@code _} and {@code -}. */
public record TenantId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,49}");

  /** Everything belongs to this one while tenants are switched off. */
  public static final TenantId DEFAULT = new TenantId("__default__");

  /** Nobody's: sees no row of any tenant. */
  public static final TenantId NONE = new TenantId("__no_tenant__");

  public TenantId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a tenant id");
    }
  }

  /** The tenant id, or empty when the text is not one. */
  public static Optional<TenantId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new TenantId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
