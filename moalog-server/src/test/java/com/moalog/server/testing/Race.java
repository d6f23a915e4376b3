package com.moalog.server.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets many requests start at the same moment. */
public final class Race {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Race() {}

  /** What each of the runners was answered. */
  public static List<ApiAnswer> of(int runners, Callable<ApiAnswer> request) {
    return of(runners, request, LIMIT);
  }

  /** What each of the runners was answered; none may take longer than the limit. */
  public static List<ApiAnswer> of(int runners, Callable<ApiAnswer> request, Duration limit) {
    return of(Collections.nCopies(runners, request), limit);
  }

  /** The answers to different requests, in their order; none may take longer than the limit. */
  public static List<ApiAnswer> of(List<Callable<ApiAnswer>> requests, Duration limit) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiAnswer>> running = new ArrayList<>();
      for (Callable<ApiAnswer> request : requests) {
        running.add(
            threads.submit(() -> {
              start.await();
              return request.call();
            }));
      }
      start.countDown();
      long end = System.nanoTime() + limit.toNanos();
      List<ApiAnswer> answers = new ArrayList<>();
      for (Future<ApiAnswer> runner : running) {
        answers.add(runner.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return answers;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      throw new AssertionError("a request of the race got no answer", failed);
    }
  }

  /** How many answers have that status and code. */
  public static long count(List<ApiAnswer> answers, int status, String code) {
    return answers.stream()
        .filter(answer -> answer.status() == status && answer.code().equals(code))
        .count();
  }
}
