package com.moalog.rjmx.text;

import java.math.BigInteger;

/**
 * Decimal text to the nearest double, ties to even, in every build. Short numbers take the exact
 * path of Clinger, "How to read floating point numbers accurately", all others whole integers.
 */
public final class DecimalReader {

  private static final int FAST_DIGITS = 15;
  private static final int KEPT_DIGITS = 800;
  private static final int LARGEST_EXPONENT = 400;
  private static final double[] POWERS = powers();

  private DecimalReader() {}

  static double[] powers() {
    double[] powers = new double[23];
    double power = 1;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power;
      power *= 10;
    }
    return powers;
  }

  /** Reads what {@link #isDecimal} accepts; anything else gives NaN. */
  public static double read(byte[] text, int offset, int length) {
    if (!isDecimal(text, offset, length)) {
      return Double.NaN;
    }
    boolean negative = text[offset] == '-';
    Parts parts = Parts.of(text, offset + (negative ? 1 : 0), offset + length);
    double magnitude = magnitude(parts);
    return negative ? -magnitude : magnitude;
  }

  /** Reads text in the same form. */
  public static double read(String text) {
    Bytes bytes = new Bytes(text.length()).add(text);
    return read(bytes.array(), 0, bytes.size());
  }

  /** Whether this is a number as JSON writes it: RFC 8259, section 6. */
  public static boolean isDecimal(byte[] text, int offset, int length) {
    int end = offset + length;
    int next = offset < end && text[offset] == '-' ? offset + 1 : offset;
    int whole = digits(text, next, end);
    if (whole == next || (whole > next + 1 && text[next] == '0')) {
      return false;
    }
    next = whole;
    if (next < end && text[next] == '.') {
      int fraction = digits(text, next + 1, end);
      if (fraction == next + 1) {
        return false;
      }
      next = fraction;
    }
    if (next < end && (text[next] == 'e' || text[next] == 'E')) {
      boolean signed = next + 1 < end && (text[next + 1] == '+' || text[next + 1] == '-');
      int first = next + (signed ? 2 : 1);
      next = digits(text, first, end);
      return next > first && next == end;
    }
    return next == end;
  }

  private static int digits(byte[] text, int from, int end) {
    int next = from;
    while (next < end && text[next] >= '0' && text[next] <= '9') {
      next++;
    }
    return next;
  }

  /**
   * The significant digits and their power of ten.
   *
   * @param small the digits as a number when there are at most 18 of them
   */
  private record Parts(StringBuilder digits, long small, int exponent) {

    static Parts of(byte[] text, int from, int end) {
      StringBuilder digits = new StringBuilder();
      long small = 0;
      int exponent = 0;
      boolean fraction = false;
      int next = from;
      while (next < end && text[next] != 'e' && text[next] != 'E') {
        byte character = text[next++];
        if (character == '.') {
          fraction = true;
          continue;
        }
        boolean keep = digits.length() < KEPT_DIGITS;
        if (keep && (character != '0' || !digits.isEmpty())) {
          digits.append((char) character);
          small = digits.length() <= 18 ? small * 10 + (character - '0') : small;
        } else if (!keep && character != '0') {
          // What was cut off can only decide a tie: any digit behind the last one does.
          digits.setCharAt(KEPT_DIGITS - 1, '1');
        }
        exponent += fraction ? (keep ? -1 : 0) : (keep ? 0 : 1);
      }
      return new Parts(digits, small, exponent + written(text, next + 1, end));
    }

    private static int written(byte[] text, int from, int end) {
      if (from >= end) {
        return 0;
      }
      boolean negative = text[from] == '-';
      int value = 0;
      for (int i = negative || text[from] == '+' ? from + 1 : from; i < end; i++) {
        value = Math.min(value * 10 + (text[i] - '0'), 100_000_000);
      }
      return negative ? -value : value;
    }
  }

  private static double magnitude(Parts parts) {
    int count = parts.digits().length();
    if (count == 0) {
      return 0;
    }
    int exponent = parts.exponent();
    if (count <= FAST_DIGITS && exponent >= 0 && exponent < POWERS.length) {
      return parts.small() * POWERS[exponent];
    }
    if (count <= FAST_DIGITS && exponent < 0 && -exponent < POWERS.length) {
      return parts.small() / POWERS[-exponent];
    }
    if (count <= 18 && exponent == 0) {
      return parts.small();
    }
    long top = (long) exponent + count;
    if (top > LARGEST_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    return top < -LARGEST_EXPONENT ? 0 : exact(parts);
  }

  private static double exact(Parts parts) {
    BigInteger numerator = new BigInteger(parts.digits().toString());
    BigInteger denominator = BigInteger.ONE;
    BigInteger scale = BigInteger.TEN.pow(Math.abs(parts.exponent()));
    if (parts.exponent() >= 0) {
      numerator = numerator.multiply(scale);
    } else {
      denominator = scale;
    }
    // The quotient gets 54 or 55 bits: enough to round to 53 with the remainder as a sticky bit.
    int shift = 54 - (numerator.bitLength() - denominator.bitLength());
    if (shift >= 0) {
      numerator = numerator.shiftLeft(shift);
    } else {
      denominator = denominator.shiftLeft(-shift);
    }
    BigInteger[] divided = numerator.divideAndRemainder(denominator);
    return rounded(divided[0].longValue(), divided[1].signum() != 0, shift);
  }

  /** The double nearest to {@code quotient * 2^-shift}, with something behind it if sticky. */
  private static double rounded(long quotient, boolean sticky, int shift) {
    int bits = 64 - Long.numberOfLeadingZeros(quotient);
    int top = bits - 1 - shift;
    if (top > 1023) {
      return Double.POSITIVE_INFINITY;
    }
    int precision = top >= -1022 ? 53 : 53 - (-1022 - top);
    if (precision < 0) {
      return 0;
    }
    int dropped = bits - precision;
    long low = quotient & ((1L << dropped) - 1);
    long half = 1L << (dropped - 1);
    long kept = quotient >>> dropped;
    boolean up = low > half || (low == half && (sticky || (kept & 1) == 1));
    kept += up ? 1 : 0;
    // A carry out of the fraction lands in the exponent, which is what it means.
    long encoded = top >= -1022 ? ((long) (top + 1023) << 52) + (kept - (1L << 52)) : kept;
    return Double.longBitsToDouble(encoded);
  }
}
