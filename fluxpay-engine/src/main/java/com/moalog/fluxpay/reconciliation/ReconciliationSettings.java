package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.task.Timetable;
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
    return new ReconciliationSettings(
        Timetable.from(variables, "FLUXPAY_RECONCILE_CRON", USUAL, DailyRun.ZONE).cron());
  }
}
