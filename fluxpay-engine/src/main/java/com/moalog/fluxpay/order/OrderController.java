package com.moalog.fluxpay.order;

import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.Parameters;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Idempotency.Need;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.order.model.Order;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP. */
@RestController
@RequestMapping(path = "/api/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
class OrderController {

  private static final int OK = 200;
  private static final int REASON_LIMIT = 200;

  private final OrderDesk desk;
  private final Idempotency idempotency;
  private final Deadline deadline;
  private final Answers answers;

  OrderController(OrderDesk desk, Idempotency idempotency, Deadline deadline, Answers answers) {
    this.desk = desk;
    this.idempotency = idempotency;
    this.deadline = deadline;
    this.answers = answers;
  }

  @PostMapping
  ResponseEntity<String> place(Caller caller, HttpServletRequest request, JsonBody body) {
    PlaceOrder wish = PlaceOrder.from(body);
    Idempotency.Call call = idempotency.call(request, body, Need.REQUIRED);
    return deadline.meet(
        request,
        () -> idempotency.execute(caller, call, ticket -> desk.place(caller, wish, ticket)));
  }

  @GetMapping("/{orderId}")
  ResponseEntity<String> find(Caller caller, @PathVariable String orderId) {
    return desk.find(caller, id(orderId))
        .map(order -> entity(answers.success(OK, OrderView.of(order), caller.trace())))
        .orElseThrow(() -> RefusedException.of(ErrorCode.ORD_001));
  }

  @GetMapping
  ResponseEntity<String> list(Caller caller, @RequestParam String userId, Page page) {
    UserId user = new UserId(Parameters.text("userId", userId, UserId.LENGTH_LIMIT));
    List<Order> rows = desk.of(caller, user, page);
    return entity(
        answers.page(
            page.of(rows).stream().map(OrderView::of).toList(),
            page.next(rows, order -> order.times().createdAt(), order -> order.id().value()),
            caller.trace()));
  }

  @PutMapping("/{orderId}/cancel")
  ResponseEntity<String> cancel(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String orderId) {
    Action action = action(body, orderId);
    return idempotency.execute(
        caller,
        request,
        body,
        Need.REQUIRED,
        ticket -> desk.cancel(caller, action.order(), action.reason(), ticket));
  }

  @PostMapping("/{orderId}/complete")
  ResponseEntity<String> complete(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String orderId) {
    Action action = action(body, orderId);
    return idempotency.execute(
        caller,
        request,
        body,
        Need.HONOURED,
        ticket -> desk.complete(caller, action.order(), action.reason(), ticket));
  }

  @PostMapping("/{orderId}/fail")
  ResponseEntity<String> fail(
      Caller caller, HttpServletRequest request, JsonBody body, @PathVariable String orderId) {
    Action action = action(body, orderId);
    return idempotency.execute(
        caller,
        request,
        body,
        Need.HONOURED,
        ticket -> desk.fail(caller, action.order(), action.reason(), ticket));
  }

  /** How an order is to go on, and why if the client says so. */
  private record Action(OrderId order, @Nullable String reason) {}

  private static Action action(JsonBody body, String orderId) {
    OrderId id = id(orderId);
    Fields fields = new Fields(body);
    @Nullable String reason = fields.text("reason", REASON_LIMIT).orElse(null);
    fields.refuseFaults();
    return new Action(id, reason);
  }

  private static OrderId id(String orderId) {
    return new OrderId(Parameters.uuid("orderId", orderId));
  }

  private static ResponseEntity<String> entity(Answer answer) {
    return ResponseEntity.status(answer.status()).body(answer.body());
  }
}
