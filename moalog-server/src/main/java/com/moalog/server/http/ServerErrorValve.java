package com.moalog.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.model.Language;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses before a filter sees it, such as a path with a broken percent code,
 * with the error envelope too. Tomcat makes the instance; thread-safe.
 */
public final class ServerErrorValve extends ErrorReportValve {

  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  /** A transfer coding or a version of HTTP that nobody knows: the client's mistake, not ours. */
  private static final Set<Integer> UNKNOWN_PROTOCOL = Set.of(501, 505);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < CLIENT_ERROR || response.getContentWritten() > 0) {
      return;
    }
    boolean clients = status < SERVER_ERROR || UNKNOWN_PROTOCOL.contains(status);
    ErrorCode code = clients ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
    if (clients && status >= SERVER_ERROR) {
      response.setStatus(code.status());
    }
    String body =
        "{\"isSuccess\":false,\"code\":\"%s\",\"message\":\"%s\",\"result\":null}"
            .formatted(code.code(), code.message(Language.KO));
    SecurityHeaders.ALWAYS.forEach(response::setHeader);
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(body.getBytes(UTF_8));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the client left before the error was written", gone);
    }
  }
}
