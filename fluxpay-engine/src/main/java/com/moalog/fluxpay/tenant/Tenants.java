package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.TenantId;
import java.util.List;

/** Who there is. Stateless. */
public final class Tenants {

  Tenants() {}

  /** All tenants, suspended ones too: their money still counts. */
  public List<TenantId> all(TenantTransaction transaction) {
    return transaction
        .sql("SELECT tenant_id FROM tenants ORDER BY tenant_id")
        .query((row, _) -> new TenantId(row.getString("tenant_id")))
        .list();
  }
}
