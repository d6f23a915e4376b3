package com.moalog.rjmx.text;

import java.math.BigInteger;

/**
 * A double as the shortest decimal that reads back as the same double, in every build. Numbers of
 * at most 15 digits take a path in floating point that proves itself; all others the free-format
 * algorithm of Steele and White, "How to print floating-point numbers accurately".
 */
public final class DecimalWriter {

  private static final double INTEGER_LIMIT = 1e15;
  private static final int SHORTEST_EXPONENT = -5;
  private static final int PLAIN_EXPONENT = 21;
  private static final double[] POWERS = DecimalReader.powers();

  private DecimalWriter() {}

  /**
   * Adds the number as the text format of Prometheus has it: {@code NaN}, {@code +Inf}, {@code
   * -Inf}, an integer when it is one below 10^15, else the shortest decimal.
   */
  public static void write(double value, Bytes target) {
    if (Double.isNaN(value)) {
      target.add("NaN");
    } else if (Double.isInfinite(value)) {
      target.add(value > 0 ? "+Inf" : "-Inf");
    } else if (value == Math.rint(value) && Math.abs(value) < INTEGER_LIMIT) {
      writeInteger((long) value, target);
    } else {
      if (value < 0) {
        target.add('-');
      }
      writeFraction(Math.abs(value), target);
    }
  }

  /** The same as text. */
  public static String text(double value) {
    Bytes bytes = new Bytes(24);
    write(value, bytes);
    return bytes.text();
  }

  private static void writeInteger(long value, Bytes target) {
    long left = Math.abs(value);
    byte[] digits = new byte[16];
    int first = digits.length;
    do {
      digits[--first] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    if (value < 0) {
      target.add('-');
    }
    target.add(digits, first, digits.length - first);
  }

  private static void writeFraction(double value, Bytes target) {
    for (int decimals = 1; decimals < POWERS.length; decimals++) {
      double scaled = Math.rint(value * POWERS[decimals]);
      if (scaled >= INTEGER_LIMIT) {
        break;
      }
      if (scaled / POWERS[decimals] == value) {
        String digits = Long.toString((long) scaled);
        place(digits, digits.length() - decimals, target);
        return;
      }
    }
    writeShortest(value, target);
  }

  /** Adds {@code 0.DIGITS * 10^point}. */
  private static void place(String digits, int point, Bytes target) {
    if (point > PLAIN_EXPONENT || point < SHORTEST_EXPONENT) {
      target.add(digits.charAt(0));
      if (digits.length() > 1) {
        target.add('.').add(digits.substring(1));
      }
      target.add('e').add(Integer.toString(point - 1));
    } else if (point <= 0) {
      target.add("0.").add("0".repeat(-point)).add(digits);
    } else if (point >= digits.length()) {
      target.add(digits).add("0".repeat(point - digits.length()));
    } else {
      target.add(digits.substring(0, point)).add('.').add(digits.substring(point));
    }
  }

  private static void writeShortest(double value, Bytes target) {
    long bits = Double.doubleToLongBits(value);
    int biased = (int) (bits >>> 52);
    long fraction = bits & ((1L << 52) - 1);
    long mantissa = biased == 0 ? fraction : fraction | 1L << 52;
    int exponent = Math.max(biased, 1) - 1075;
    boolean closerBelow = fraction == 0 && biased > 1;
    int spare = closerBelow ? 2 : 1;
    BigInteger rest = BigInteger.valueOf(mantissa).shiftLeft(Math.max(exponent, 0) + spare);
    BigInteger unit = BigInteger.ONE.shiftLeft(Math.max(-exponent, 0) + spare);
    BigInteger below = BigInteger.ONE.shiftLeft(Math.max(exponent, 0));
    BigInteger above = closerBelow ? below.shiftLeft(1) : below;
    int point = estimate(value);
    if (point >= 0) {
      unit = unit.multiply(BigInteger.TEN.pow(point));
    } else {
      BigInteger scale = BigInteger.TEN.pow(-point);
      rest = rest.multiply(scale);
      below = below.multiply(scale);
      above = above.multiply(scale);
    }
    boolean even = (mantissa & 1) == 0;
    new Shortest(rest, unit, below, above, even).write(point, target);
  }

  /** A power of ten at or one below the right one; the caller corrects it. */
  private static int estimate(double value) {
    return (int) Math.ceil(Math.log10(value) - 1e-10);
  }

  /** The state of the digit generation: all in units of one position of the decimal. */
  private static final class Shortest {
    private BigInteger rest;
    private final BigInteger unit;
    private BigInteger below;
    private BigInteger above;
    private final boolean inclusive;

    Shortest(
        BigInteger rest, BigInteger unit, BigInteger below, BigInteger above, boolean inclusive) {
      this.rest = rest;
      this.unit = unit;
      this.below = below;
      this.above = above;
      this.inclusive = inclusive;
    }

    void write(int estimated, Bytes target) {
      int point = estimated;
      if (reachesUp()) {
        point++;
      } else {
        timesTen();
      }
      StringBuilder digits = new StringBuilder(17);
      while (true) {
        BigInteger[] divided = rest.divideAndRemainder(unit);
        int digit = divided[0].intValue();
        rest = divided[1];
        boolean low = compare(rest, below) < 0 || (inclusive && compare(rest, below) == 0);
        boolean high = reachesUp();
        if (low || high) {
          boolean up = high && (!low || compare(rest.shiftLeft(1), unit) >= 0);
          digits.append((char) ('0' + digit + (up ? 1 : 0)));
          break;
        }
        digits.append((char) ('0' + digit));
        timesTen();
      }
      place(digits.toString(), point, target);
    }

    private boolean reachesUp() {
      int order = compare(rest.add(above), unit);
      return order > 0 || (inclusive && order == 0);
    }

    private void timesTen() {
      rest = rest.multiply(BigInteger.TEN);
      below = below.multiply(BigInteger.TEN);
      above = above.multiply(BigInteger.TEN);
    }

    private static int compare(BigInteger left, BigInteger right) {
      return left.compareTo(right);
    }
  }
}
