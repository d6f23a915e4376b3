package com.moalog.fluxpay.reconciliation;

import com.moalog.kit.settings.Variables;
import org.springframework.scheduling.support.CronExpression;

/**
 * When the daily comparison is.
 *
 * @param cron six fields, in Korean time: the day before that moment is compared
 */
public record ReconciliationSettings(CronExpression cron) {

  private static final String USUAL = "0 0 4 * * *";

  public static ReconciliationSettings from(Variables variables) {
    String text = variables.text("FLUXPAY_RECONCILE_CRON", USUAL);
    if (!CronExpression.isValidExpression(text)) {
      variables.fault("FLUXPAY_RECONCILE_CRON", "must have six fields, such as " + USUAL);
      text = USUAL;
    }
    return new ReconciliationSettings(CronExpression.parse(text));
  }
}
