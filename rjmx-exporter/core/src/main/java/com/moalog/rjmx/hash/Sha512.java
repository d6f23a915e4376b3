package com.moalog.rjmx.hash;

/** SHA-512. */
final class Sha512 extends Hash {

  private static final long[] START = Roots.fractions(8, 2, 64);
  private static final long[] ROUNDS = Roots.fractions(80, 3, 64);

  private final long[] state = new long[8];
  private final long[] w = new long[80];

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
    schedule(bytes, offset);
    mix();
  }

  private void schedule(byte[] bytes, int offset) {
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
  }

  private void mix() {
    long a = state[0];
    long b = state[1];
    long c = state[2];
    long d = state[3];
    long e = state[4];
    long f = state[5];
    long g = state[6];
    long h = state[7];
    for (int i = 0; i < 80; i++) {
      long large = turn(e, 14) ^ turn(e, 18) ^ turn(e, 41);
      long first = h + large + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i];
      long small = turn(a, 28) ^ turn(a, 34) ^ turn(a, 39);
      long second = small + ((a & b) ^ (a & c) ^ (b & c));
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
