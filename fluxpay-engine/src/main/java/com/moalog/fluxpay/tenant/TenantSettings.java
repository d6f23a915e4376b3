package com.moalog.fluxpay.tenant;

import com.moalog.kit.settings.Variables;

/**
 * Whether requests name their tenant.
 *
 * @param required whether {@code X-Tenant-Id}, or the key that a request is signed with, decides;
 *     otherwise everything is one tenant's
 */
public record TenantSettings(boolean required) {

  public static TenantSettings from(Variables variables) {
    return new TenantSettings(
        variables.flag("FLUXPAY_TENANT_ENABLED", false)
            || variables.flag("FLUXPAY_AUTH_ENABLED", false));
  }
}
