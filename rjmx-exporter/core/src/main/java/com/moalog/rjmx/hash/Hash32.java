package com.moalog.rjmx.hash;

/** A hash function whose words have 32 bits and whose blocks have 64 bytes. */
abstract sealed class Hash32 extends Hash permits Sha1, Sha256 {

  private static final int BLOCK_BYTES = 64;

  private final int[] start;
  private final int[] state;

  Hash32(int[] start) {
    super(BLOCK_BYTES, start.length * 4);
    this.start = start;
    this.state = new int[start.length];
  }

  @Override
  final void begin() {
    System.arraycopy(start, 0, state, 0, state.length);
  }

  @Override
  final void standWhere(Hash other) {
    System.arraycopy(((Hash32) other).state, 0, state, 0, state.length);
  }

  @Override
  final void block(byte[] bytes, int offset) {
    compress(state, bytes, offset);
  }

  abstract void compress(int[] words, byte[] bytes, int offset);

  /** Reads the words of a block. */
  static void read(byte[] bytes, int offset, int[] w) {
    for (int i = 0; i < 16; i++) {
      int at = offset + 4 * i;
      w[i] =
          ((bytes[at] & 0xFF) << 24)
              | ((bytes[at + 1] & 0xFF) << 16)
              | ((bytes[at + 2] & 0xFF) << 8)
              | (bytes[at + 3] & 0xFF);
    }
  }

  @Override
  final void write(byte[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
    }
  }
}
