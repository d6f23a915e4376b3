package com.moalog.fluxpay.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose body was read to check its signature, on behalf of the key's tenant. */
final class SignedRequest extends HttpServletRequestWrapper {

  static final String TENANT_HEADER = "X-Tenant-Id";

  private final byte[] body;
  private final ApiKey key;

  SignedRequest(HttpServletRequest request, byte[] body, ApiKey key) {
    super(request);
    this.body = body;
    this.key = key;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(TENANT_HEADER) ? key.tenant().value() : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return name.equalsIgnoreCase(TENANT_HEADER)
        ? Collections.enumeration(List.of(key.tenant().value()))
        : super.getHeaders(name);
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(new ByteArrayInputStream(body));
  }

  /** The body once more, all of it there. */
  private static final class Body extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Body(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("requests are read by blocking threads");
    }
  }
}
