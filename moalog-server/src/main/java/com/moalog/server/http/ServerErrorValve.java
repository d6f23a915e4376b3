package com.moalog.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.model.Language;
import java.io.IOException;
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

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < CLIENT_ERROR || response.getContentWritten() > 0) {
      return;
    }
    ErrorCode code = status < SERVER_ERROR ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_ERROR;
    String body =
        "{\"isSuccess\":false,\"code\":\"%s\",\"message\":\"%s\",\"result\":null}"
            .formatted(code.code(), code.message(Language.KO));
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(body.getBytes(UTF_8));
      response.finishResponse();
    } catch (IOException gone) {
      container.getLogger().debug("the client left before the error was written", gone);
    }
  }
}
