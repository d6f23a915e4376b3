package com.moalog.rjmx.hash;

import java.math.BigInteger;

/** The constants of the hash functions: roots of the first primes, found by whole numbers. */
final class Roots {

  private Roots() {}

  /** The first bits behind the point of the roots of the first primes. */
  static long[] fractions(int count, int degree, int bits) {
    long[] roots = new long[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      boolean prime = true;
      for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
        prime &= candidate % divisor != 0;
      }
      if (prime) {
        roots[found++] = fraction(candidate, degree, bits);
      }
    }
    return roots;
  }

  private static long fraction(int number, int degree, int bits) {
    BigInteger scaled = BigInteger.valueOf(number).shiftLeft(bits * degree);
    BigInteger root = BigInteger.ZERO;
    for (int bit = bits + 4; bit >= 0; bit--) {
      BigInteger next = root.setBit(bit);
      if (next.pow(degree).compareTo(scaled) <= 0) {
        root = next;
      }
    }
    return root.longValue();
  }

  /** The same of 32 bits. */
  static int[] fractions(int count, int degree) {
    long[] roots = fractions(count, degree, 32);
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = (int) roots[i];
    }
    return words;
  }
}
