package com.moalog.rjmx.http;

/** Takes a body out of its framing: by length, in chunks, or up to the end of the connection. */
final class BodyFraming {

  private static final int CHUNK_LINE_LIMIT = 1024;

  private enum State {
    DATA,
    CHUNK_SIZE,
    CHUNK_END,
    TRAILER,
    COMPLETE
  }

  private final boolean chunked;
  private final boolean keepsConnection;
  private State state;
  private long left;
  private int lineLength;
  private boolean inExtension;

  private BodyFraming(boolean chunked, long length, boolean keepsConnection) {
    this.chunked = chunked;
    this.keepsConnection = keepsConnection;
    this.left = length;
    this.state = chunked ? State.CHUNK_SIZE : length == 0 ? State.COMPLETE : State.DATA;
  }

  static BodyFraming ofLength(long length, boolean keep) {
    return new BodyFraming(false, length, keep);
  }

  static BodyFraming chunked(boolean keep) {
    return new BodyFraming(true, 0, keep);
  }

  static BodyFraming untilEnd() {
    return new BodyFraming(false, Long.MAX_VALUE, false);
  }

  boolean isComplete() {
    return state == State.COMPLETE;
  }

  boolean endsWithConnection() {
    return !chunked && left > Long.MAX_VALUE / 2;
  }

  boolean keepsConnection() {
    return keepsConnection;
  }

  /** Hands on what belongs to the body; bytes behind its end are an error of the other side. */
  void take(byte[] bytes, int offset, int length, ResponseReader reader) throws HttpException {
    int end = offset + length;
    int next = offset;
    while (next < end) {
      switch (state) {
        case DATA -> {
          int part = (int) Math.min(left, end - next);
          reader.body(bytes, next, part);
          next += part;
          left -= part;
          if (left == 0) {
            state = chunked ? State.CHUNK_END : State.COMPLETE;
            lineLength = 0;
          }
        }
        case CHUNK_SIZE -> sizeByte(bytes[next++]);
        case CHUNK_END -> endByte(bytes[next++]);
        case TRAILER -> trailerByte(bytes[next++]);
        case COMPLETE -> throw new HttpException("bytes behind the end of the answer");
      }
    }
  }

  private void sizeByte(byte next) throws HttpException {
    lineLength++;
    if (lineLength > CHUNK_LINE_LIMIT) {
      throw new HttpException("chunk size line too long");
    }
    if (next == '\n') {
      if (lineLength < 2) {
        throw new HttpException("chunk without a size");
      }
      state = left == 0 ? State.TRAILER : State.DATA;
      lineLength = 0;
      inExtension = false;
    } else if (next == ';' || next == '\r' || next == ' ') {
      inExtension = true;
    } else if (!inExtension) {
      int digit = Character.digit((char) next, 16);
      if (digit < 0 || left > Integer.MAX_VALUE) {
        throw new HttpException("malformed chunk size");
      }
      left = left * 16 + digit;
    }
  }

  private void endByte(byte next) throws HttpException {
    if (next == '\n') {
      state = State.CHUNK_SIZE;
      lineLength = 0;
      left = 0;
    } else if (next != '\r') {
      throw new HttpException("malformed end of a chunk");
    }
  }

  private void trailerByte(byte next) throws HttpException {
    lineLength++;
    if (next == '\n') {
      if (lineLength <= 2) {
        state = State.COMPLETE;
      }
      lineLength = 0;
    } else if (lineLength > CHUNK_LINE_LIMIT) {
      throw new HttpException("trailer too long");
    }
  }
}
