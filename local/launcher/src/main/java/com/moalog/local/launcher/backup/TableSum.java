package com.moalog.local.launcher.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Counts the rows of a table and sums them up, in the order in which they come. Not thread-safe.
 */
final class TableSum {

  private final MessageDigest digest = BackupFolder.sha256();
  private long rows;

  void add(String row) {
    rows++;
    digest.update(row.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  /** {@code ROWS SHA-256}; ends the sum. */
  String end() {
    return rows + " " + HexFormat.of().formatHex(digest.digest());
  }
}
