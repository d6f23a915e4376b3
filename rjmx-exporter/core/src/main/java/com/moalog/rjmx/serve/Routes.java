package com.moalog.rjmx.serve;

import com.moalog.rjmx.http.Handler;
import com.moalog.rjmx.http.Request;
import com.moalog.rjmx.http.Response;
import com.moalog.rjmx.http.Version;
import com.moalog.rjmx.metric.Exposition;
import com.moalog.rjmx.scrape.Target;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.DecimalReader;
import com.moalog.rjmx.text.Gzip;
import com.moalog.rjmx.text.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the paths of the server answer. */
final class Routes implements Handler {

  private static final String JSON = "application/json";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final double SCRAPE_MARGIN_SECONDS = 0.5;

  private static final String VARY = "Vary: Accept-Encoding\r\n";
  private static final String GZIP = "Content-Encoding: gzip\r\n" + VARY;

  private final Exporter exporter;
  private final Gzip gzip = new Gzip();

  /** Who came while a configuration waited to take over. */
  private final Deque<Visit> held = new ArrayDeque<>();

  Routes(Exporter exporter) {
    this.exporter = exporter;
  }

  /** A request for metrics, and until when it makes sense to answer. */
  private record Visit(Request request, Answer answer, long untilMillis) {}

  @Override
  public void handle(Request request, Answer answer) {
    Settings settings = exporter.engine().settings();
    boolean known =
        request.path().equals(settings.server().path())
            || List.of("/", "/health", "/ready", "/probe").contains(request.path());
    if (!known) {
      answer.send(Response.of(404, PLAIN, "not found\n"));
    } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      answer.send(with("Allow: GET, HEAD\r\n", Response.of(405, PLAIN, "method not allowed\n")));
    } else {
      route(request, answer, settings);
    }
  }

  private void route(Request request, Answer answer, Settings settings) {
    switch (request.path()) {
      case "/health" -> answer.send(Response.of(200, JSON, health()));
      case "/ready" -> answer.send(ready());
      case "/" -> answer.send(Response.of(200, "text/html; charset=utf-8", page(settings)));
      default -> metrics(request, answer);
    }
  }

  private static Response with(String headers, Response response) {
    return new Response(response.status(), response.contentType(), headers, response.body());
  }

  private static String health() {
    return "{\"status\":\"healthy\",\"version\":\"" + Version.NUMBER + "\"}";
  }

  private static String page(Settings settings) {
    String path = settings.server().path();
    return "<!DOCTYPE html>\n<html><head><title>rJMX exporter</title></head><body>"
        + "<h1>rJMX exporter "
        + Version.NUMBER
        + "</h1><ul><li><a href=\""
        + path
        + "\">metrics</a></li><li><a href=\"/health\">health</a></li>"
        + "<li><a href=\"/ready\">ready</a></li></ul></body></html>\n";
  }

  private Response ready() {
    StringBuilder reasons = new StringBuilder();
    for (Target target : exporter.engine().targets().all()) {
      if (target.failure().isPresent()) {
        String name = target.settings().name();
        JsonText.quote(name, reasons.append(reasons.isEmpty() ? "" : ",").append("{\"target\":"));
        JsonText.quote(target.failure().get().reason(), reasons.append(",\"reason\":"));
        reasons.append('}');
      }
    }
    boolean ready = reasons.isEmpty();
    String status = ready ? "ready" : "not ready";
    return Response.of(
        ready ? 200 : 503, JSON, "{\"status\":\"" + status + "\",\"failing\":[" + reasons + "]}");
  }

  private void metrics(Request request, Answer answer) {
    Visit visit = new Visit(request, answer, exporter.nowMillis() + patienceMillis(request));
    if (exporter.isAboutToReload()) {
      held.removeIf(other -> !other.answer().isWanted());
      held.add(visit);
    } else {
      admit(visit);
    }
  }

  /** Goes on with those who came while a configuration waited to take over. */
  void goOn() {
    for (Visit next = held.poll(); next != null; next = held.poll()) {
      admit(next);
    }
  }

  private void admit(Visit visit) {
    Answer answer = visit.answer();
    Guard.Asker asker =
        new Guard.Asker() {
          @Override
          public boolean isWaiting() {
            return answer.isWanted();
          }

          @Override
          public void hear(Guard.Verdict verdict) {
            switch (verdict) {
              case WELCOME -> scrape(visit);
              case REFUSED -> answer.send(unauthorized());
              case BUSY -> answer.send(Response.of(503, PLAIN, "too many passwords to check\n"));
            }
          }
        };
    String authorization = visit.request().header("authorization").orElse("");
    exporter.engine().guard().ask(authorization, asker);
  }

  private static Response unauthorized() {
    return with(
        "WWW-Authenticate: Basic realm=\"rjmx-exporter\"\r\n",
        Response.of(401, PLAIN, "unauthorized\n"));
  }

  private void scrape(Visit visit) {
    Request request = visit.request();
    Answer answer = visit.answer();
    long now = exporter.nowMillis();
    if (now >= visit.untilMillis()) {
      // Its time went by while its password was checked: a scrape would only be given up.
      answer.send(Response.of(503, PLAIN, "no time left to read the targets\n"));
      return;
    }
    List<Target> wanted = exporter.engine().targets().all();
    if (request.path().equals("/probe")) {
      Optional<Target> one =
          request.parameter("target").flatMap(exporter.engine().targets()::named);
      if (one.isEmpty()) {
        answer.send(Response.of(404, PLAIN, "no target of that name is configured\n"));
        return;
      }
      wanted = List.of(one.get());
    }
    Engine.Deadline deadline = new Engine.Deadline(now, visit.untilMillis());
    exporter.engine().scrape(wanted, deadline, exporter::connections, receiver(request, answer));
  }

  /** How long the one who asks waits, by its own words. */
  private static long patienceMillis(Request request) {
    double seconds =
        DecimalReader.read(request.header("x-prometheus-scrape-timeout-seconds").orElse(""));
    boolean usable = seconds > 0 && seconds < 3600;
    return usable
        ? (long) (Math.max(seconds - SCRAPE_MARGIN_SECONDS, seconds / 2) * 1000)
        : Integer.MAX_VALUE;
  }

  private Engine.Receiver receiver(Request request, Answer answer) {
    boolean compressed = request.acceptsGzip();
    return new Engine.Receiver() {
      @Override
      public boolean isWanted() {
        return answer.isWanted();
      }

      @Override
      public void receive(Bytes text) {
        answer.send(
            compressed
                ? new Response(200, Exposition.CONTENT_TYPE, GZIP, gzip.compress(text))
                : new Response(200, Exposition.CONTENT_TYPE, VARY, text));
      }
    };
  }
}
