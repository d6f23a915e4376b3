package com.moalog.server.pdf;

import com.moalog.server.model.TimeText;
import com.moalog.server.pdf.Report.Entry;
import com.moalog.server.pdf.Report.Participant;
import com.moalog.server.pdf.Report.Section;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Writes a report as PDF: A4, fonts embedded as far as they are used, words that are longer than a
 * line broken. Thread-safe.
 */
final class ReportWriter {

  /** Longer than this a report must not take. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  /** Longer than this a report on a whole room must not take. */
  static final Duration ROOM_TIME_LIMIT = Duration.ofSeconds(20);

  private static final float POINTS_PER_MILLIMETRE = 72 / 25.4f;
  private static final float MARGIN = 15 * POINTS_PER_MILLIMETRE;
  private static final float TITLE_POINTS = 18;
  private static final float HEADING_POINTS = 14;
  private static final float QUESTION_POINTS = 11;
  private static final float TEXT_POINTS = 10;
  private static final float SPACE = 6;

  private final ReportFonts fonts;
  private final LongSupplier nanoTime;

  /**
   * A writer.
   *
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  ReportWriter(ReportFonts fonts, LongSupplier nanoTime) {
    this.fonts = fonts;
    this.nanoTime = nanoTime;
  }

  /**
   * The report as a document.
   *
   * @throws ReportException when a font is unusable
   * @throws ReportTimeoutException when it takes too long
   */
  byte[] write(Report report) {
    return document(title(report), TIME_LIMIT, page -> writeReport(page, report));
  }

  /**
   * A whole room as a document: what it holds, then each retrospect from a new page on.
   *
   * @throws ReportException when a font is unusable
   * @throws ReportTimeoutException when it takes too long
   */
  byte[] write(RoomReport room) {
    return document(
        room.title() + " - Retrospect Reports",
        ROOM_TIME_LIMIT,
        page -> {
          for (Report report : room.reports()) {
            page.text(TimeText.date(report.retrospect().startTime()) + "  " + title(report));
          }
          for (Report report : room.reports()) {
            page.turn();
            page.add(title(report), fonts.bold(TITLE_POINTS));
            writeReport(page, report);
          }
        });
  }

  private static String title(Report report) {
    return report.retrospect().title() + " - Retrospect Report";
  }

  private byte[] document(String title, Duration limit, Consumer<Page> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
      PdfWriter.getInstance(document, bytes);
      document.addTitle(title);
      document.open();
      Page page = new Page(document, nanoTime.getAsLong() + limit.toNanos());
      page.add(title, fonts.bold(TITLE_POINTS));
      content.accept(page);
    } catch (DocumentException broken) {
      throw new ReportException("the report could not be written", broken);
    }
    return bytes.toByteArray();
  }

  private static void writeReport(Page page, Report report) {
    writeBasics(page, report);
    writeInsight(page, report);
    writeAnswers(page, report);
    writeMissions(page, report);
  }

  private static void writeBasics(Page page, Report report) {
    page.heading("Basic Information");
    page.text("Retro Room: " + report.roomTitle());
    page.text(
        "Date: "
            + TimeText.date(report.retrospect().startTime())
            + " "
            + TimeText.time(report.retrospect().startTime()));
    page.text("Method: " + report.retrospect().method().label());
    String names =
        report.participants().stream().map(Participant::name).collect(Collectors.joining(", "));
    page.text("Participants (" + report.participants().size() + "): " + names);
  }

  private static void writeInsight(Page page, Report report) {
    String insight = report.insight();
    if (insight != null) {
      page.heading("Retro Room Insight");
      page.text(insight);
    }
  }

  private static void writeAnswers(Page page, Report report) {
    page.heading("Questions & Answers");
    int number = 1;
    for (Section section : report.sections()) {
      page.question("Q" + number + ". " + section.question());
      if (section.entries().isEmpty()) {
        page.text("No answers");
      }
      for (Entry entry : section.entries()) {
        page.text("[" + entry.author() + "] " + entry.answer());
      }
      number++;
    }
  }

  private static void writeMissions(Page page, Report report) {
    boolean headed = false;
    for (Participant participant : report.participants()) {
      String missions = participant.missions();
      if (missions != null && !missions.isBlank()) {
        if (!headed) {
          page.heading("Personal Insights");
          headed = true;
        }
        page.question(participant.name());
        missions.lines().forEach(page::text);
      }
    }
  }

  /** A document that grows until its time is over. */
  private final class Page {

    private final Document document;
    private final long deadlineNanos;

    Page(Document document, long deadlineNanos) {
      this.document = document;
      this.deadlineNanos = deadlineNanos;
    }

    void turn() {
      document.newPage();
    }

    void heading(String text) {
      add(text, fonts.bold(HEADING_POINTS));
    }

    void question(String text) {
      add(text, fonts.bold(QUESTION_POINTS));
    }

    void text(String text) {
      add(text, fonts.regular(TEXT_POINTS));
    }

    void add(String text, Font font) {
      if (nanoTime.getAsLong() - deadlineNanos > 0) {
        throw new ReportTimeoutException();
      }
      Paragraph paragraph = new Paragraph(fonts.showable(text), font);
      paragraph.setSpacingAfter(SPACE);
      document.add(paragraph);
    }
  }
}
