package com.moalog.rjmx.hash;

/** SHA-256. */
final class Sha256 extends Hash32 {

  private static final int[] START = Roots.fractions(8, 2);
  private static final int[] ROUNDS = Roots.fractions(64, 3);

  private final int[] w = new int[64];
  private final int[] v = new int[8];

  Sha256() {
    super(START);
  }

  @Override
  void compress(int[] state, byte[] bytes, int offset) {
    read(bytes, offset, w);
    for (int i = 16; i < 64; i++) {
      int small = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      int large = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + small + w[i - 7] + large;
    }
    System.arraycopy(state, 0, v, 0, 8);
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
}
