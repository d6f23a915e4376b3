package com.moalog.rjmx.hash;

import com.moalog.rjmx.text.Bytes;

/** HMAC of RFC 2104 with one key. Not thread-safe. */
final class Hmac {

  private final Hash inner;
  private final Hash outer;
  private final Hash work;

  /** A digest and behind it what pads it; the digest is what changes. */
  private final byte[] block;

  Hmac(HashKind kind, Bytes key) {
    work = kind.create();
    byte[] padded = new byte[work.blockBytes()];
    if (key.size() > padded.length) {
      byte[] shorter = work.of(key);
      System.arraycopy(shorter, 0, padded, 0, shorter.length);
    } else {
      System.arraycopy(key.array(), 0, padded, 0, key.size());
    }
    inner = keyed(kind, padded, 0x36);
    outer = keyed(kind, padded, 0x5C);
    Bytes digest = new Bytes(work.blockBytes());
    digest.add(new byte[work.digestBytes()], 0, work.digestBytes());
    work.pad(digest, (work.blockBytes() + work.digestBytes()) * 8L);
    block = digest.array();
  }

  private static Hash keyed(HashKind kind, byte[] key, int mask) {
    Hash hash = kind.create();
    byte[] masked = new byte[key.length];
    for (int i = 0; i < key.length; i++) {
      masked[i] = (byte) (key[i] ^ mask);
    }
    hash.begin();
    hash.block(masked, 0);
    return hash;
  }

  int bytes() {
    return work.digestBytes();
  }

  /** The code of a message, which is padded in place. */
  byte[] of(Bytes message) {
    work.standWhere(inner);
    byte[] code = work.end(message, work.blockBytes());
    seal(code);
    return code;
  }

  /** Puts the code of a code in its place, without making anything new. */
  void again(byte[] code) {
    work.standWhere(inner);
    take(code);
    work.write(code);
    seal(code);
  }

  private void seal(byte[] code) {
    work.standWhere(outer);
    take(code);
    work.write(code);
  }

  private void take(byte[] digest) {
    System.arraycopy(digest, 0, block, 0, digest.length);
    work.block(block, 0);
  }
}
