package com.moalog.rjmx.hash;

/** SHA-256. */
final class Sha256 extends Hash32 {

  private static final int[] START = Roots.fractions(8, 2);
  private static final int[] ROUNDS = Roots.fractions(64, 3);

  private final int[] w = new int[64];

  Sha256() {
    super(START);
  }

  @Override
  void compress(int[] state, byte[] bytes, int offset) {
    schedule(bytes, offset);
    mix(state);
  }

  private void schedule(byte[] bytes, int offset) {
    read(bytes, offset, w);
    for (int i = 16; i < 64; i++) {
      int small = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      int large = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + small + w[i - 7] + large;
    }
  }

  private void mix(int[] state) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < 64; i++) {
      int large = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      int first = h + large + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i];
      int small = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      int second = small + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  private static int turn(int word, int bits) {
    return (word >>> bits) | (word << (32 - bits));
  }
}
