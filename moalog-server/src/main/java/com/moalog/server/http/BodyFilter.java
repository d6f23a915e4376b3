package com.moalog.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over one mebibyte, announced or not, and has the others read as JSON. */
final class BodyFilter extends OncePerRequestFilter {

  static final int LIMIT_BYTES = 1024 * 1024;

  private final ErrorAnswer answer;

  BodyFilter(ErrorAnswer answer) {
    this.answer = answer;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > LIMIT_BYTES) {
      answer.write(request, response, Refusal.of(ErrorCode.BODY_TOO_LARGE));
    } else if (request.getContentLengthLong() < 0) {
      chain.doFilter(new LimitedRequest(new JsonRequest(request)), response);
    } else {
      chain.doFilter(new JsonRequest(request), response);
    }
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {

    LimitedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedInput(super.getInputStream());
    }
  }

  /** Counts what is read and fails beyond the limit. Confined to the request's thread. */
  private static final class LimitedInput extends ServletInputStream {

    private final ServletInputStream input;
    private int countBytes;

    LimitedInput(ServletInputStream input) {
      this.input = input;
    }

    @Override
    public int read() throws IOException {
      int value = input.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = input.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws BodyTooLargeException {
      countBytes += bytes;
      if (countBytes > LIMIT_BYTES) {
        throw new BodyTooLargeException(LIMIT_BYTES);
      }
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      input.setReadListener(listener);
    }
  }
}
