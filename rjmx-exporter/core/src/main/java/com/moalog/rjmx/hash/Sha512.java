package com.moalog.rjmx.hash;

/** SHA-512. */
final class Sha512 extends Hash {

  private static final long[] START = Roots.fractions(8, 2, 64);
  private static final long[] ROUNDS = Roots.fractions(80, 3, 64);

  private final long[] state = new long[8];
  private final long[] w = new long[80];
  private final long[] v = new long[8];

  Sha512() {
    super(128, 64);
  }

  @Override
  void begin() {
    System.arraycopy(START, 0, state, 0, 8);
  }

  @Override
  void standWhere(Hash other) {
    System.arraycopy(((Sha512) other).state, 0, state, 0, 8);
  }

  @Override
  void block(byte[] bytes, int offset) {
    for (int i = 0; i < 16; i++) {
      long word = 0;
      for (int k = 0; k < 8; k++) {
        word = word << 8 | (bytes[offset + 8 * i + k] & 0xFF);
      }
      w[i] = word;
    }
    for (int i = 16; i < 80; i++) {
      long small = turn(w[i - 15], 1) ^ turn(w[i - 15], 8) ^ (w[i - 15] >>> 7);
      long large = turn(w[i - 2], 19) ^ turn(w[i - 2], 61) ^ (w[i - 2] >>> 6);
      w[i] = w[i - 16] + small + w[i - 7] + large;
    }
    System.arraycopy(state, 0, v, 0, 8);
    for (int i = 0; i < 80; i++) {
      long large = turn(v[4], 14) ^ turn(v[4], 18) ^ turn(v[4], 41);
      long choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      long first = v[7] + large + choice + ROUNDS[i] + w[i];
      long small = turn(v[0], 28) ^ turn(v[0], 34) ^ turn(v[0], 39);
      long majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += first;
      v[0] = first + small + majority;
    }
    for (int i = 0; i < 8; i++) {
      state[i] += v[i];
    }
  }

  @Override
  void write(byte[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (byte) (state[i / 8] >>> (56 - 8 * (i % 8)));
    }
  }

  private static long turn(long word, int bits) {
    return (word >>> bits) | (word << (64 - bits));
  }
}
