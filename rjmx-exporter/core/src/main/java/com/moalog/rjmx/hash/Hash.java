package com.moalog.rjmx.hash;

import com.moalog.rjmx.text.Bytes;

/** A hash function of FIPS 180-4. Keeps the state of one message; not thread-safe. */
abstract sealed class Hash permits Hash32, Sha512 {

  private final int blockBytes;
  private final int digestBytes;

  Hash(int blockBytes, int digestBytes) {
    this.blockBytes = blockBytes;
    this.digestBytes = digestBytes;
  }

  final int blockBytes() {
    return blockBytes;
  }

  final int digestBytes() {
    return digestBytes;
  }

  /** Begins a message. */
  abstract void begin();

  /** Takes the next block of the message. */
  abstract void block(byte[] bytes, int offset);

  /** Goes on where another hash of the same kind stands. */
  abstract void standWhere(Hash other);

  /** Writes the state, which is the digest when the last block has been taken. */
  abstract void write(byte[] target);

  /** The digest of a whole message, which is padded in place. */
  final byte[] of(Bytes message) {
    begin();
    return end(message, 0);
  }

  /** The digest of a message, given what is left of it behind the bytes already taken. */
  final byte[] end(Bytes rest, int taken) {
    long bits = (taken + (long) rest.size()) * 8;
    pad(rest, bits);
    for (int offset = 0; offset < rest.size(); offset += blockBytes) {
      block(rest.array(), offset);
    }
    byte[] digest = new byte[digestBytes];
    write(digest);
    return digest;
  }

  /** Fills the last block: a bit, zeros, and the length of the whole message. */
  final void pad(Bytes rest, long bits) {
    rest.add(0x80);
    // The length has an eighth of a block; its upper half, where there is one, is zero.
    while ((rest.size() + blockBytes / 8) % blockBytes != 0) {
      rest.add(0);
    }
    for (int i = 8; i < blockBytes / 8; i++) {
      rest.add(0);
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      rest.add((int) (bits >>> shift));
    }
  }
}
