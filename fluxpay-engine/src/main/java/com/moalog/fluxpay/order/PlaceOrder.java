package com.moalog.fluxpay.order;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.order.model.Fulfilment;
import com.moalog.fluxpay.order.model.LineItem;
import com.moalog.fluxpay.order.model.Order;
import com.moalog.fluxpay.tenant.Feature;
import com.moalog.fluxpay.tenant.TenantFeatures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wish to place an order.
 *
 * @param userId who buys
 * @param lines what is bought, all in one currency
 * @param terms what else is to be remembered
 */
public record PlaceOrder(UserId userId, List<Line> lines, Order.Terms terms) {

  static final int LINE_LIMIT = 100;
  static final int PRODUCT_ID_LIMIT = 100;
  static final int PRODUCT_NAME_LIMIT = 255;
  static final int QUANTITY_LIMIT = 1_000_000;
  static final int METADATA_LIMIT_BYTES = 16 * 1024;

  public PlaceOrder {
    lines = List.copyOf(lines);
  }

  /** One line that has no id yet. */
  public record Line(LineItem.Product product, int quantity, Money unitPrice) {}

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  public static PlaceOrder from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<String> user = fields.requiredText("userId", UserId.LENGTH_LIMIT);
    Optional<CurrencyCode> currency = fields.requiredConstant("currency", CurrencyCode.class);
    List<Line> lines = lines(fields, currency.orElse(CurrencyCode.EUR));
    Fulfilment fulfilment =
        fields.constant("fulfilment", Fulfilment.class).orElse(Fulfilment.EXTERNAL);
    String metadata = fields.object("metadata", METADATA_LIMIT_BYTES);
    if (fulfilment == Fulfilment.SUBSCRIPTION_ACTIVATE
        && body.fields().path("metadata").path("planId").asString("").isEmpty()) {
      fields.fault("metadata.planId", "is required for SUBSCRIPTION_ACTIVATE");
    }
    fields.refuseFaults();
    requireTotal(fields, lines);
    return new PlaceOrder(
        new UserId(user.orElseThrow()), lines, new Order.Terms(metadata, fulfilment));
  }

  /**
   * Ends the request of a tenant that does not have what the order pays for.
   *
   * @throws com.moalog.fluxpay.http.RefusedException with {@code CRD_005} or {@code SUB_006}
   */
  public void requireService(Caller caller, TenantFeatures features) {
    switch (terms.fulfilment()) {
      case EXTERNAL -> {}
      case CREDIT_CHARGE -> features.require(caller, Feature.CREDITS);
      case SUBSCRIPTION_ACTIVATE -> features.require(caller, Feature.SUBSCRIPTIONS);
    }
  }

  Order drafted(IdSource ids, Instant now) {
    List<LineItem> items =
        lines.stream()
            .map(
                line -> new LineItem(ids.next(), line.product(), line.quantity(), line.unitPrice()))
            .toList();
    return Order.placed(new OrderId(ids.next()), userId, items, terms, now);
  }

  private static List<Line> lines(Fields fields, CurrencyCode currency) {
    List<Line> lines = new ArrayList<>();
    for (Fields item : fields.requiredList("lineItems", LINE_LIMIT)) {
      Optional<String> id = item.requiredText("productId", PRODUCT_ID_LIMIT);
      Optional<String> name = item.requiredText("productName", PRODUCT_NAME_LIMIT);
      Optional<Integer> quantity = item.requiredNumber("quantity", 1, QUANTITY_LIMIT);
      Optional<Money> price = item.requiredMoney("unitPrice", currency);
      if (id.isPresent() && name.isPresent() && quantity.isPresent() && price.isPresent()) {
        lines.add(
            new Line(new LineItem.Product(id.get(), name.get()), quantity.get(), price.get()));
      }
    }
    return lines;
  }

  /** Each price fits its column; their sum must as well. */
  private static void requireTotal(Fields fields, List<Line> lines) {
    BigDecimal total =
        lines.stream()
            .map(line -> line.unitPrice().amount().multiply(BigDecimal.valueOf(line.quantity())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (!lines.isEmpty() && Money.of(total, lines.getFirst().unitPrice().currency()).isEmpty()) {
      fields.fault("lineItems", "must not sum up to more than 15 integer digits");
    }
    fields.refuseFaults();
  }
}
