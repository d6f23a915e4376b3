package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.http.BusinessPaths;
import com.moalog.fluxpay.http.CallerArgument;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.http.RequestTraces;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.Trace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Decides which tenant a business request belongs to. Thread-safe. */
final class TenantFilter extends OncePerRequestFilter {

  private final TenantSettings settings;
  private final TenantDirectory directory;
  private final Deadline deadline;
  private final RequestTraces traces;

  TenantFilter(
      TenantSettings settings, TenantDirectory directory, Deadline deadline, RequestTraces traces) {
    this.settings = settings;
    this.directory = directory;
    this.deadline = deadline;
    this.traces = traces;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BusinessPaths.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Trace trace = traces.of(request);
    TenantId tenant = settings.required() ? named(request, trace) : TenantId.DEFAULT;
    CallerArgument.set(request, new Caller(tenant, trace));
    try (var _ = MDC.putCloseable("tenant_id", tenant.value())) {
      chain.doFilter(request, response);
    }
  }

  private TenantId named(HttpServletRequest request, Trace trace) {
    String header = request.getHeader("X-Tenant-Id");
    if (header == null || header.isBlank()) {
      throw RefusedException.of(ErrorCode.TNT_001);
    }
    return TenantId.parse(header.strip())
        .filter(tenant ->
            directory.isRemembered(tenant)
                || deadline.meet(request, () -> directory.isActive(tenant, trace)))
        .orElseThrow(() -> RefusedException.of(ErrorCode.TNT_002));
  }
}
