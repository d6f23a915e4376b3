package com.moalog.rjmx.hash;

/** SHA-1; unfit for signatures, and still found in configurations as a hash of passwords. */
final class Sha1 extends Hash32 {

  private final int[] w = new int[80];

  Sha1() {
    super(new int[] {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0});
  }

  @Override
  void compress(int[] state, byte[] bytes, int offset) {
    read(bytes, offset, w);
    for (int i = 16; i < 80; i++) {
      w[i] = turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int i = 0; i < 80; i++) {
      int next = turn(a, 5) + mixed(i, b, c, d) + e + w[i];
      e = d;
      d = c;
      c = turn(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }

  private static int mixed(int round, int b, int c, int d) {
    if (round < 20) {
      return ((b & c) | (~b & d)) + 0x5A827999;
    } else if (round < 40) {
      return (b ^ c ^ d) + 0x6ED9EBA1;
    } else if (round < 60) {
      return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
    }
    return (b ^ c ^ d) + 0xCA62C1D6;
  }

  private static int turn(int word, int bits) {
    return (word << bits) | (word >>> (32 - bits));
  }
}
