package com.moalog.local.launcher.doctor;

/**
 * What one check found.
 *
 * @param fix what to do, empty when nothing
 */
record Finding(boolean good, String what, String fix) {

  static Finding good(String what) {
    return new Finding(true, what, "");
  }

  static Finding bad(String what, String fix) {
    return new Finding(false, what, fix);
  }

  String line() {
    return (good ? "ok    " : "FIX   ") + what + (fix.isEmpty() ? "" : ": " + fix);
  }
}
