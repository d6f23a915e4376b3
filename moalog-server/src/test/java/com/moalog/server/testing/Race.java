package com.moalog.server.testing;

import java.util.ArrayList;
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

  private static final int LIMIT_SECONDS = 60;

  private Race() {}

  /** What each of the runners was answered. */
  public static List<ApiAnswer> of(int runners, Callable<ApiAnswer> request) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiAnswer>> running = new ArrayList<>();
      for (int runner = 0; runner < runners; runner++) {
        running.add(
            threads.submit(() -> {
              start.await();
              return request.call();
            }));
      }
      start.countDown();
      List<ApiAnswer> answers = new ArrayList<>();
      for (Future<ApiAnswer> runner : running) {
        answers.add(runner.get(LIMIT_SECONDS, TimeUnit.SECONDS));
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
