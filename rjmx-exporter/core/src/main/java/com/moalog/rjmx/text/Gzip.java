package com.moalog.rjmx.text;

import java.util.Arrays;

/**
 * Compresses to gzip (RFC 1952) with one block of fixed Huffman codes (RFC 1951, section 3.2.6).
 * Earlier text is found by a table of 16 kB, so that the native binary stays as small as it is; the
 * text of metrics repeats itself enough to shrink to a fifth or less. Not thread-safe.
 */
public final class Gzip {

  private static final int TABLE_BITS = 12;
  private static final int LEAST_MATCH = 4;
  private static final int LONGEST_MATCH = 258;
  private static final int FARTHEST = 32_768;
  private static final int END_OF_BLOCK = 256;
  private static final int FIRST_LENGTH = 257;
  private static final int DISTANCE_BITS = 5;

  /** The shortest match of each length code, and how many bits tell the rest. */
  private static final int[] LENGTHS = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258
  };

  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };

  /** Codes of a length are enough for each match; made from the two tables above. */
  private static final byte[] LENGTH_CODES = lengthCodes();

  private static final int[] CRC_TABLE = crcTable();

  /** Where four bytes with a hash were seen last, plus one; 0 for nowhere. */
  private final int[] seen = new int[1 << TABLE_BITS];

  private Bytes out = new Bytes(0);
  private int bits;
  private int bitCount;

  private static byte[] lengthCodes() {
    byte[] codes = new byte[LONGEST_MATCH + 1];
    for (int code = 0; code < LENGTHS.length; code++) {
      for (int length = LENGTHS[code]; length <= LONGEST_MATCH; length++) {
        codes[length] = (byte) code;
      }
    }
    return codes;
  }

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
      }
      table[i] = value;
    }
    return table;
  }

  /** All of the bytes as one member of a gzip file. */
  public Bytes compress(Bytes source) {
    byte[] text = source.array();
    int size = source.size();
    out = new Bytes(64 + size / 4);
    out.add(0x1f).add(0x8b).add(8).add(0).add(0).add(0).add(0).add(0).add(0).add(0xff);
    bits = 0;
    bitCount = 0;
    put(0b011, 3); // The last block, with fixed codes.
    block(text, size);
    symbol(END_OF_BLOCK);
    put(0, 7); // Fills the last byte.
    addInt(crc(text, size));
    addInt(size);
    Bytes compressed = out;
    out = new Bytes(0);
    return compressed;
  }

  private void block(byte[] text, int size) {
    Arrays.fill(seen, 0);
    int at = 0;
    while (at < size) {
      int length = 0;
      int before = 0;
      if (at + LEAST_MATCH <= size) {
        int hash = hash(text, at);
        before = seen[hash] - 1;
        seen[hash] = at + 1;
        length = before >= 0 && at - before <= FARTHEST ? match(text, before, at, size) : 0;
      }
      if (length >= LEAST_MATCH) {
        copy(length, at - before);
        at += length;
      } else {
        symbol(text[at] & 0xff);
        at++;
      }
    }
  }

  private static int hash(byte[] text, int at) {
    int four =
        (text[at] & 0xff)
            | (text[at + 1] & 0xff) << 8
            | (text[at + 2] & 0xff) << 16
            | (text[at + 3] & 0xff) << 24;
    return (four * 0x9e3779b1) >>> (32 - TABLE_BITS);
  }

  private static int match(byte[] text, int before, int at, int size) {
    int most = Math.min(LONGEST_MATCH, size - at);
    int length = 0;
    while (length < most && text[before + length] == text[at + length]) {
      length++;
    }
    return length;
  }

  private void copy(int length, int distance) {
    int code = LENGTH_CODES[length];
    symbol(FIRST_LENGTH + code);
    put(length - LENGTHS[code], LENGTH_EXTRA[code]);
    // Two codes for each power of two: the highest bit and the one below it (section 3.2.5).
    int rest = distance - 1;
    int high = rest < 2 ? 0 : 31 - Integer.numberOfLeadingZeros(rest);
    int extra = Math.max(0, high - 1);
    int distanceCode = rest < 2 ? rest : 2 * high + ((rest >>> extra) & 1);
    putReversed(distanceCode, DISTANCE_BITS);
    put(rest & ((1 << extra) - 1), extra);
  }

  /** A literal, a length or the end, in the fixed code of section 3.2.6. */
  private void symbol(int symbol) {
    if (symbol < 144) {
      putReversed(0x30 + symbol, 8);
    } else if (symbol < 256) {
      putReversed(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      putReversed(symbol - 256, 7);
    } else {
      putReversed(0xc0 + symbol - 280, 8);
    }
  }

  private void putReversed(int code, int length) {
    put(Integer.reverse(code) >>> (32 - length), length);
  }

  private void put(int value, int length) {
    bits |= value << bitCount;
    bitCount += length;
    while (bitCount >= 8) {
      out.add(bits);
      bits >>>= 8;
      bitCount -= 8;
    }
  }

  private void addInt(int value) {
    out.add(value).add(value >>> 8).add(value >>> 16).add(value >>> 24);
  }

  private static int crc(byte[] text, int size) {
    int crc = -1;
    for (int i = 0; i < size; i++) {
      crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ text[i]) & 0xff];
    }
    return ~crc;
  }
}
