package com.moalog.sandbox.toss;

/** Where new identifiers come from. Thread-safe. */
interface Keys {

  /** A key that no other payment has. */
  String payment();

  /** A key that no other movement of money has. */
  String transaction();
}
