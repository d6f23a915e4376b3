package com.moalog.fluxpay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant's own server that is notified. */
final class Receiver implements AutoCloseable {

  /** What it got. */
  record Delivery(
      String timestamp,
      String signature,
      @Nullable String previousSignature,
      String eventId,
      @Nullable String traceParent,
      String body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** What the signature must be, calculated as the contract says. */
    String expectedSignature(String secret) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signed = (timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }
  }

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Behaviour behaviour;

  /** What the receiver answers. */
  @FunctionalInterface
  interface Behaviour {

    /** The status for the nth try of a notification, from 1. */
    int status(Delivery delivery, int number);
  }

  Receiver(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Delivery delivery =
        new Delivery(
            exchange.getRequestHeaders().getFirst("X-FluxPay-Timestamp"),
            exchange.getRequestHeaders().getFirst("X-FluxPay-Signature"),
            exchange.getRequestHeaders().getFirst("X-FluxPay-Previous-Signature"),
            exchange.getRequestHeaders().getFirst("X-FluxPay-Event-Id"),
            exchange.getRequestHeaders().getFirst("traceparent"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    deliveries.add(delivery);
    exchange.sendResponseHeaders(
        behaviour.status(delivery, triesOf(delivery.eventId()).size()), -1);
    exchange.close();
  }

  void answers(Behaviour changed) {
    behaviour = changed;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  List<Delivery> triesOf(String eventId) {
    return deliveries.stream().filter(one -> one.eventId().equals(eventId)).toList();
  }

  List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
