package com.moalog.local.launcher.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Does the steps of a story: makes the call, checks the answer, prints one line of what was sent
 * and what came back, and takes the time. Not thread-safe.
 */
final class Storyteller implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final Duration POLL = Duration.ofMillis(200);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final Paper paper;
  private final List<Timing> timings = new ArrayList<>();

  Storyteller(PrintStream out, boolean hasColour) {
    this.paper = new Paper(out, hasColour);
  }

  /** How long a step took. */
  record Timing(int number, String title, Duration duration) {}

  void chapter(String title) {
    paper.chapter(title);
  }

  /** Begins a step that makes a call. */
  Step step(String title) {
    return new Step(title);
  }

  /** A step that is not a call: it returns what its line says. */
  void act(String title, String sent, Callable<String> work) {
    int number = timings.size() + 1;
    long start = System.nanoTime();
    try {
      told(number, title, sent, work.call(), start);
    } catch (UnexpectedAnswerException fault) {
      throw failed(number, title, String.valueOf(fault.getMessage()), fault);
    } catch (Exception fault) {
      throw failed(
          number, title, fault.getClass().getSimpleName() + ": " + fault.getMessage(), fault);
    }
  }

  /** A line below the last step. */
  void note(String text) {
    paper.note(text);
  }

  /** Prints the lines that end the story. */
  void end() {
    paper.timings(timings);
  }

  private void told(int number, String title, String sent, String received, long start) {
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    timings.add(new Timing(number, title, duration));
    paper.line(number, title, sent, received, duration);
  }

  private static UnexpectedAnswerException failed(
      int number, String title, String why, Throwable cause) {
    return new UnexpectedAnswerException("step %d, %s: %s".formatted(number, title, why), cause);
  }

  @Override
  public void close() {
    http.close();
  }

  /** A step under construction. */
  final class Step {

    private final String title;
    private final List<Check> checks = new ArrayList<>();
    private List<String> shown = List.of();

    private Step(String title) {
      this.title = title;
    }

    /** What the answer must be, besides its status. */
    Step expects(Check... demands) {
      checks.addAll(Arrays.asList(demands));
      return this;
    }

    /** The fields of the answer that the line shows. */
    Step shows(String... pointers) {
      shown = List.of(pointers);
      return this;
    }

    /** Makes the call and demands the expected answer at once. */
    Answer by(Call call) {
      int number = timings.size() + 1;
      long start = System.nanoTime();
      Answer answer = exchange(number, call);
      Optional<String> fault = fault(answer);
      if (fault.isPresent()) {
        throw refused(number, call, fault.get());
      }
      told(number, title, call.sent(), received(answer), start);
      return answer;
    }

    /** Repeats the call until the answer is the expected one, at most until the deadline. */
    Answer until(Call call, Duration deadline) throws InterruptedException {
      int number = timings.size() + 1;
      long start = System.nanoTime();
      while (true) {
        Answer answer = exchange(number, call);
        Optional<String> fault = fault(answer);
        if (fault.isEmpty()) {
          told(number, title, call.sent(), received(answer), start);
          return answer;
        }
        if (System.nanoTime() - start > deadline.toNanos()) {
          throw refused(number, call, fault.get() + " after " + deadline.toSeconds() + " s");
        }
        Thread.sleep(POLL);
      }
    }

    private Answer exchange(int number, Call call) {
      try {
        HttpResponse<byte[]> response = http.send(call.request(), BodyHandlers.ofByteArray());
        return new Answer(
            response.statusCode(), response.headers(), response.body(), call.dialect());
      } catch (IOException unreachable) {
        throw failed(
            number,
            title,
            call.uri() + " gave no answer (" + unreachable + "); is ./moalog up done?",
            unreachable);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw failed(number, title, "interrupted", stopped);
      }
    }

    private Optional<String> fault(Answer answer) {
      if (answer.status() != OK) {
        return Optional.of(
            "answered %d instead of %d: %s".formatted(answer.status(), OK, answer.complaint()));
      }
      if (!answer.isSuccess()) {
        return Optional.of("answered without success: " + answer.complaint());
      }
      return checks.stream().flatMap(check -> check.fault(answer).stream()).findFirst();
    }

    private UnexpectedAnswerException refused(int number, Call call, String fault) {
      return new UnexpectedAnswerException(
          "step %d, %s: %s %s: %s".formatted(number, title, call.method(), call.uri(), fault));
    }

    private String received(Answer answer) {
      String fields =
          shown.stream()
              .map(pointer -> name(pointer) + "=" + answer.text(pointer))
              .collect(Collectors.joining(" "));
      return (answer.status() + " " + fields).strip();
    }

    private static String name(String pointer) {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
  }
}
