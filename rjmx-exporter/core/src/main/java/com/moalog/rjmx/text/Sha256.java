package com.moalog.rjmx.text;

import java.math.BigInteger;
import java.util.Arrays;

/** SHA-256 of FIPS 180-4, for builds whose class library has none. */
public final class Sha256 {

  private static final String HEX = "0123456789abcdef";
  private static final int[] ROUNDS = roots(64, 3);

  private Sha256() {}

  /** The hash of the text's UTF-8 in hexadecimal digits. */
  public static String hex(String text) {
    Bytes bytes = new Bytes(text.length() + 72).add(text);
    long bits = bytes.size() * 8L;
    bytes.add(0x80);
    while (bytes.size() % 64 != 56) {
      bytes.add(0);
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.add((int) (bits >>> shift));
    }
    int[] state = roots(8, 2);
    for (int block = 0; block < bytes.size(); block += 64) {
      compress(state, bytes.array(), block);
    }
    StringBuilder hex = new StringBuilder(64);
    for (int word : state) {
      for (int shift = 28; shift >= 0; shift -= 4) {
        hex.append(HEX.charAt((word >>> shift) & 15));
      }
    }
    return hex.toString();
  }

  private static void compress(int[] state, byte[] bytes, int offset) {
    int[] w = new int[64];
    for (int i = 0; i < 16; i++) {
      int at = offset + 4 * i;
      w[i] =
          ((bytes[at] & 0xFF) << 24)
              | ((bytes[at + 1] & 0xFF) << 16)
              | ((bytes[at + 2] & 0xFF) << 8)
              | (bytes[at + 3] & 0xFF);
    }
    for (int i = 16; i < 64; i++) {
      int small = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      int large = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + small + w[i - 7] + large;
    }
    int[] v = Arrays.copyOf(state, 8);
    for (int i = 0; i < 64; i++) {
      int large = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
      int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      int first = v[7] + large + choice + ROUNDS[i] + w[i];
      int small = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
      int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += first;
      v[0] = first + small + majority;
    }
    for (int i = 0; i < 8; i++) {
      state[i] += v[i];
    }
  }

  private static int turn(int word, int bits) {
    return (word >>> bits) | (word << (32 - bits));
  }

  /**
   * The first 32 bits behind the point of the roots of the first primes, found by whole numbers.
   */
  private static int[] roots(int count, int degree) {
    int[] roots = new int[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      boolean prime = true;
      for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
        prime &= candidate % divisor != 0;
      }
      if (prime) {
        roots[found++] = fraction(candidate, degree);
      }
    }
    return roots;
  }

  private static int fraction(int number, int degree) {
    BigInteger scaled = BigInteger.valueOf(number).shiftLeft(32 * degree);
    BigInteger root = BigInteger.ZERO;
    for (int bit = 36; bit >= 0; bit--) {
      BigInteger next = root.setBit(bit);
      if (next.pow(degree).compareTo(scaled) <= 0) {
        root = next;
      }
    }
    return root.intValue();
  }
}
