package com.moalog.fluxpay.access;

import com.moalog.fluxpay.model.TenantId;

/**
 * What a tenant signs its requests with.
 *
 * @param key names the secret in requests
 * @param tenant on whose behalf requests signed with it are
 * @param secret never appears in text
 */
public record ApiKey(String key, TenantId tenant, String secret) {
  @Override
  public String toString() {
    return "key " + key + " of " + tenant;
  }
}
