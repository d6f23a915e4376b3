package com.moalog.fluxpay.subscription.model;

import com.moalog.fluxpay.model.Money;
import java.util.regex.Pattern;

/**
 * What can be subscribed to.
 *
 * @param id 1 to 50 characters, capital letters, digits and {@code _}
 * @param name for people
 * @param price of one billing period, more than zero
 * @param rhythm how long a billing period is
 * @param trialDays days of use before the first charge
 * @param active whether new subscriptions are taken
 */
public record Plan(
    String id, String name, Money price, Rhythm rhythm, int trialDays, boolean active) {

  public static final int INTERVALS_MOST = 36;
  public static final int TRIAL_DAYS_MOST = 365;
  public static final int NAME_LIMIT = 100;

  private static final Pattern ID = Pattern.compile("[A-Z0-9_]{1,50}");

  /** So many intervals. */
  public record Rhythm(BillingInterval interval, int count) {
    public Rhythm {
      if (count < 1 || count > INTERVALS_MOST) {
        throw new IllegalArgumentException("a billing period is 1 to " + INTERVALS_MOST);
      }
    }

    int months() {
      return interval.months() * count;
    }
  }

  public Plan {
    if (!isId(id) || !price.isPositive() || trialDays < 0 || trialDays > TRIAL_DAYS_MOST) {
      throw new IllegalArgumentException("not a plan: " + id);
    }
  }

  /** Whether the text can be a plan's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
