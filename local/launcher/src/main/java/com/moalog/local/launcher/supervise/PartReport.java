package com.moalog.local.launcher.supervise;

import java.time.Instant;
import java.util.Locale;

/**
 * What the supervisor tells about a part: one line of its protocol, fields separated by tabs.
 *
 * @param reason why the part is in this state, may be empty
 * @param pid 0 when there is no process
 * @param since when the process was started, or when it ended
 * @param pssKib its memory, 0 when it was not asked for
 */
public record PartReport(
    String name,
    State state,
    String reason,
    long pid,
    Instant since,
    int restarts,
    long pssKib,
    String address) {

  private static final int FIELDS = 9;
  private static final String KIND = "part";

  public PartReport {
    reason = reason.replaceAll("[\\t\\r\\n]", " ");
  }

  String toLine() {
    return String.join(
        "\t",
        KIND,
        name,
        state.name(),
        reason,
        Long.toString(pid),
        Long.toString(since.toEpochMilli()),
        Integer.toString(restarts),
        Long.toString(pssKib),
        address);
  }

  static boolean isOne(String line) {
    return line.startsWith(KIND + "\t");
  }

  static PartReport parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d fields instead of %d: %s", fields.length, FIELDS, line));
    }
    return new PartReport(
        fields[1],
        State.valueOf(fields[2]),
        fields[3],
        Long.parseLong(fields[4]),
        Instant.ofEpochMilli(Long.parseLong(fields[5])),
        Integer.parseInt(fields[6]),
        Long.parseLong(fields[7]),
        fields[8]);
  }
}
