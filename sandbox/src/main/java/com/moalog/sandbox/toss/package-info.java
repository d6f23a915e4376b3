/**
 * Toss Payments as a merchant sees it: sessions, confirm, lookup, cancel, billing, transactions.
 */
@NullMarked
package com.moalog.sandbox.toss;

import org.jspecify.annotations.NullMarked;
