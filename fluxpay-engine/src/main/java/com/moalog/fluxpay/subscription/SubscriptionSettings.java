package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.subscription.model.BillingCalendar;
import com.moalog.fluxpay.subscription.model.Dunning;
import com.moalog.kit.settings.Variables;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * How subscriptions renew.
 *
 * @param calendar whose months and days count
 * @param dunning when a declined charge is tried again
 */
public record SubscriptionSettings(BillingCalendar calendar, Dunning dunning) {

  private static final String USUAL_ZONE = "Asia/Seoul";
  private static final String USUAL_DAYS = "1,3,5,7";

  public static SubscriptionSettings from(Variables variables) {
    return new SubscriptionSettings(new BillingCalendar(zone(variables)), dunning(variables));
  }

  private static ZoneId zone(Variables variables) {
    try {
      return ZoneId.of(variables.text("FLUXPAY_SUBSCRIPTION_ZONE", USUAL_ZONE));
    } catch (DateTimeException unknown) {
      variables.fault("FLUXPAY_SUBSCRIPTION_ZONE", "must be a time zone such as " + USUAL_ZONE);
      return ZoneId.of(USUAL_ZONE);
    }
  }

  private static Dunning dunning(Variables variables) {
    try {
      String days = variables.text("FLUXPAY_SUBSCRIPTION_DUNNING_DAYS", USUAL_DAYS);
      return new Dunning(
          Arrays.stream(days.split(",", -1)).map(day -> Integer.valueOf(day.strip())).toList());
    } catch (IllegalArgumentException malformed) {
      variables.fault(
          "FLUXPAY_SUBSCRIPTION_DUNNING_DAYS", "must be rising days such as " + USUAL_DAYS);
      return new Dunning(List.of());
    }
  }
}
