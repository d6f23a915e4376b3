package com.moalog.fluxpay.tenant;

import com.moalog.kit.settings.Variables;
import java.util.List;

/**
 * Which tenants there are, and whether requests name theirs.
 *
 * @param required whether {@code X-Tenant-Id}, or the key that a request is signed with, decides;
 *     otherwise everything is one tenant's
 * @param seeds what is set of tenants at each start
 */
public record TenantSettings(boolean required, List<TenantSeed> seeds) {

  public TenantSettings {
    seeds = List.copyOf(seeds);
  }

  public static TenantSettings from(Variables variables) {
    return new TenantSettings(
        variables.flag("FLUXPAY_TENANT_ENABLED", false)
            || variables.flag("FLUXPAY_AUTH_ENABLED", false),
        TenantsFile.read(variables));
  }
}
