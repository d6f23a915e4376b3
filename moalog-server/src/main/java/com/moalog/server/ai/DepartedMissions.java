package com.moalog.server.ai;

import com.moalog.server.member.Departure;
import com.moalog.server.model.MemberId;
import org.springframework.stereotype.Component;

/** Takes the missions of a leaving member, and so the name, out of stored results. Thread-safe. */
@Component
class DepartedMissions implements Departure {

  private final InsightRows insights;

  DepartedMissions(InsightRows insights) {
    this.insights = insights;
  }

  @Override
  public void beforeDeletionOf(MemberId member) {
    insights.forgetMissionsOf(member);
  }
}
