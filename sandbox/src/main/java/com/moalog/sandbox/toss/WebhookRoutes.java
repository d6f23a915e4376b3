package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Route;
import java.util.List;
import java.util.Map;

/** {@code /__admin/webhooks}: who is told of changes, how badly, and what came of it. */
final class WebhookRoutes {

  private static final String PATH = "/__admin/webhooks";

  private final WebhookSender sender;

  WebhookRoutes(WebhookSender sender) {
    this.sender = sender;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            PATH,
            (request, _) -> Json.reply(201, Map.of("id", sender.add(WebhookScript.read(request))))),
        new Route(
            "GET",
            PATH,
            (_, _) ->
                Json.reply(
                    200,
                    Map.of(
                        "webhooks", sender.scripts().size(), "deliveries", sender.deliveries()))),
        new Route(
            "DELETE",
            PATH,
            (_, _) -> {
              sender.clear();
              return Json.reply(200, Map.of("webhooks", 0));
            }));
  }
}
