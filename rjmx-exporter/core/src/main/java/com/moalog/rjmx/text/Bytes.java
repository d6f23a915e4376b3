package com.moalog.rjmx.text;

import java.util.Arrays;

/** Bytes that grow: what is to be sent, and what has come so far. Not thread-safe. */
public final class Bytes {

  private byte[] array;
  private int size;

  public Bytes(int capacity) {
    array = new byte[Math.max(capacity, 16)];
  }

  public int size() {
    return size;
  }

  /** The bytes themselves, valid up to {@link #size} and until the next call that adds. */
  public byte[] array() {
    return array;
  }

  /** Adds the low eight bits. */
  public Bytes add(int value) {
    reserve(1);
    array[size++] = (byte) value;
    return this;
  }

  /** Adds a part of an array. */
  public Bytes add(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, array, size, length);
    size += length;
    return this;
  }

  /** Adds the text in UTF-8. */
  public Bytes add(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char next = text.charAt(i);
      if (next < 0x80) {
        add(next);
      } else {
        i += Utf8.encode(text, i, this) - 1;
      }
    }
    return this;
  }

  /** Forgets everything that was added. */
  public void clear() {
    size = 0;
  }

  /** The bytes as text; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return Utf8.decode(array, 0, size);
  }

  private void reserve(int more) {
    if (array.length - size < more) {
      array = Arrays.copyOf(array, Math.max(size + more, array.length * 2));
    }
  }
}
