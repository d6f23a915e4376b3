package com.moalog.ratelimiter.server.grpc;

/** Why a call is not answered as asked; the message is for the caller. */
public final class GrpcException extends Exception {

  private final GrpcStatus status;

  public GrpcException(GrpcStatus status, String message) {
    super(message);
    this.status = status;
  }

  public GrpcStatus status() {
    return status;
  }
}
