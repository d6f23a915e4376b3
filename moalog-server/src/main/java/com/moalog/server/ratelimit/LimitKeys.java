package com.moalog.server.ratelimit;

import com.moalog.server.ratelimit.model.IpAddress;
import com.moalog.server.ratelimit.model.TrustedProxies;
import com.moalog.server.session.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Under which key a request is counted. What a page does by itself while somebody looks at it, or
 * writes in it, counts for that member: a team in one office shares one address. Only a token whose
 * signature was checked names a member, so nobody leaves the limit of the address with a made-up
 * one. Everything else counts for the address. Thread-safe.
 */
final class LimitKeys {

  private static final String ADDRESS = "global_api:ip:";
  private static final String MEMBER = "page_api:member:";

  /** Calls that the contract does not have; any other spelling of them counts for the address. */
  private static final Pattern PAGE =
      Pattern.compile(
          """
          GET /api/v1/retrospects/[0-9]{1,19}/\
          (page|page/responses|events|action-items|analysis|analysis/evidence)\
          |GET /api/v1/responses/[0-9]{1,19}/page/comments\
          |PUT /api/v1/retrospects/[0-9]{1,19}/page/drafts\
          |POST /api/v1/retrospects/[0-9]{1,19}/presence\
          """);

  private final TrustedProxies proxies;
  private final Callers callers;

  LimitKeys(TrustedProxies proxies, Callers callers) {
    this.proxies = proxies;
    this.callers = callers;
  }

  /** The limiter's key for the request. */
  String of(HttpServletRequest request) {
    return member(request).orElseGet(() -> ADDRESS + address(request));
  }

  private Optional<String> member(HttpServletRequest request) {
    String call = request.getMethod() + " " + request.getRequestURI();
    return PAGE.matcher(call).matches()
        ? callers.memberOf(request).map(member -> MEMBER + member.value())
        : Optional.empty();
  }

  private String address(HttpServletRequest request) {
    String forwardedFor = joined(request, "X-Forwarded-For");
    String realIp = request.getHeader("X-Real-IP");
    return IpAddress.read(request.getRemoteAddr())
        .map(peer -> proxies.client(peer, forwardedFor, realIp).limitKey())
        .orElse("unknown");
  }

  /** A header that is repeated means the same as one with all values (RFC 9110, 5.3). */
  private static @Nullable String joined(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    return values.isEmpty() ? null : String.join(",", values);
  }
}
