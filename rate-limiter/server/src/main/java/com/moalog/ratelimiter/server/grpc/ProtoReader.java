package com.moalog.ratelimiter.server.grpc;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one Protocol Buffers message, in the order in which they come: {@link #next}
 * goes to a field, then its value is taken or skipped. Every malformed message ends in a {@link
 * GrpcException}. Not thread-safe.
 */
public final class ProtoReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;
  private static final int LONGEST_VARINT = 10;

  private final Buffer buffer;
  private int position;
  private int type;

  public ProtoReader(Buffer buffer) {
    this.buffer = buffer;
  }

  /** Goes to the next field: its number, or 0 at the end of the message. */
  public int next() throws GrpcException {
    if (position >= buffer.length()) {
      return 0;
    }
    long tag = varint();
    type = (int) (tag & TYPE_MASK);
    long number = tag >>> TYPE_BITS;
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw malformed();
    }
    return (int) number;
  }

  /** The value of a number field, as an unsigned one. */
  public long number() throws GrpcException {
    expect(VARINT);
    return varint();
  }

  public String text() throws GrpcException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(message().getBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  /** The bytes of a message inside this one. */
  public Buffer message() throws GrpcException {
    expect(BYTES);
    return take(length());
  }

  /** Passes over a field that nobody wants. */
  public void skip() throws GrpcException {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> take(Long.BYTES);
      case BYTES -> take(length());
      case FIXED32 -> take(Integer.BYTES);
      default -> throw malformed();
    }
  }

  private void expect(int wanted) throws GrpcException {
    if (type != wanted) {
      throw malformed();
    }
  }

  private int length() throws GrpcException {
    long length = varint();
    if (length < 0 || length > buffer.length() - position) {
      throw malformed();
    }
    return (int) length;
  }

  private Buffer take(int length) throws GrpcException {
    if (length > buffer.length() - position) {
      throw malformed();
    }
    position += length;
    return buffer.slice(position - length, position);
  }

  private long varint() throws GrpcException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (position >= buffer.length()) {
        throw malformed();
      }
      byte part = buffer.getByte(position++);
      value |= (long) (part & 0x7f) << (7 * i);
      if (part >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static GrpcException malformed() {
    return new GrpcException(GrpcStatus.INVALID_ARGUMENT, "the message is malformed");
  }
}
