package com.moalog.ratelimiter.server.grpc;

import io.vertx.core.buffer.Buffer;

/** Writes one Protocol Buffers message; a field that has its default is left out. */
public final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int TYPE_BITS = 3;

  private final Buffer buffer = Buffer.buffer();

  public ProtoWriter number(int field, long value) {
    if (value != 0) {
      varint(((long) field << TYPE_BITS) | VARINT);
      varint(value);
    }
    return this;
  }

  public ProtoWriter text(int field, String value) {
    return value.isEmpty() ? this : message(field, Buffer.buffer(value));
  }

  /** A message inside this one; it is written even if it is empty. */
  public ProtoWriter message(int field, ProtoWriter message) {
    return message(field, message.buffer);
  }

  public Buffer bytes() {
    return buffer;
  }

  private ProtoWriter message(int field, Buffer bytes) {
    varint(((long) field << TYPE_BITS) | BYTES);
    varint(bytes.length());
    buffer.appendBuffer(bytes);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer.appendByte((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    buffer.appendByte((byte) rest);
  }
}
