package com.moalog.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Outcome;
import com.moalog.chaos.experiment.Outcome.Verdict;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

  private final Report report =
      new Report(
          List.of(
              outcome("good", Verdict.PASS, "", Finding.of("a", "b", true)),
              outcome("bad", Verdict.FAIL, "", Finding.of("p95 < 1", "\"2\" & more", false)),
              outcome("not-here", Verdict.SKIP, "needs root", Finding.of("a", "b", true))));

  private static Outcome outcome(String name, Verdict verdict, String note, Finding finding) {
    return new Outcome(
        Fault.of(name, "break it", "it holds"),
        verdict,
        List.of(finding),
        0.25,
        12.4,
        "1.5 s",
        "",
        note,
        9);
  }

  @Test
  void whatWasSkippedIsNotPassed() {
    assertThat(report.summary()).isEqualTo("1 passed, 1 failed, 1 skipped");
  }

  @Test
  void theTableHasARowForEachFaultAndSaysWhatWasMissed() {
    assertThat(report.lines())
        .contains("| good: break it | it holds | 25.0 % | 12 ms | 1.5 s | – | PASS |")
        .contains("| not-here: break it | it holds | – | – | 1.5 s | – | SKIP |")
        .contains("FAIL, bad: expected p95 < 1; observed \"2\" & more")
        .contains("SKIP, not-here: needs root");
  }

  @Test
  void buildServersCanReadTheXml() throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JUnitXml.of(report))));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(1);
  }
}
