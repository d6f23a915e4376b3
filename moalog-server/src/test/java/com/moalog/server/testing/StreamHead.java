package com.moalog.server.testing;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads bodies whole, and of a stream that never ends only the head; closing ends the stream. */
final class StreamHead implements BodyHandler<byte[]>, AutoCloseable {

  private volatile Flow.@Nullable Subscription stream;

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo head) {
    String type = head.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("text/event-stream") ? new Nothing() : BodySubscribers.ofByteArray();
  }

  @Override
  public void close() {
    Flow.Subscription open = stream;
    if (open != null) {
      open.cancel();
    }
  }

  private final class Nothing implements BodySubscriber<byte[]> {

    @Override
    public CompletionStage<byte[]> getBody() {
      return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      stream = subscription;
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
