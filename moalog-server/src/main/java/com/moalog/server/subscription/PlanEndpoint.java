package com.moalog.server.subscription;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.OpenToAnyone;
import com.moalog.server.subscription.model.Plan;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what can be subscribed to. */
@RestController
@Tag(name = "Payment")
class PlanEndpoint {

  private static final List<PlanView> PLANS =
      Arrays.stream(Plan.values()).map(PlanView::of).toList();

  @OpenToAnyone
  @GetMapping("/api/v1/plans")
  Envelope<List<PlanView>> plans() {
    return Envelope.success(PLANS);
  }

  /** A plan in the shape of the API; a limit of -1 means that there is none. */
  record PlanView(
      String name,
      String displayName,
      int aiAnalysisLimit,
      int aiAssistantLimit,
      boolean pdfExportEnabled,
      int maxRoomMembers,
      int monthlyPrice) {

    static PlanView of(Plan plan) {
      return new PlanView(
          plan.name(),
          plan.displayName(),
          plan.limits().analysesPerMonth(),
          plan.limits().hintsPerMonth(),
          plan.includesPdfExport(),
          plan.limits().roomMembers(),
          plan.monthlyPriceKrw());
    }
  }
}
