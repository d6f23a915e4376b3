package com.moalog.rjmx.scrape;

import com.moalog.rjmx.http.HttpException;
import com.moalog.rjmx.http.ResponseReader;
import com.moalog.rjmx.jolokia.AnswerReader;
import com.moalog.rjmx.jolokia.Question;
import com.moalog.rjmx.json.JsonException;
import com.moalog.rjmx.json.JsonReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the answer to one question out of HTTP and JSON. One use. */
final class Asking implements ResponseReader {

  private static final int OK = 200;

  private final AnswerReader answer;
  private final JsonReader json;
  private final int limitBytes;
  private int status;
  private long bytes;
  private @Nullable ScrapeFailure failure;

  Asking(Question question, Collector collector, int limitBytes) {
    this.answer = new AnswerReader(question, collector);
    this.json = new JsonReader(answer);
    this.limitBytes = limitBytes;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void head(int code, String head) {
    status = code;
    if (code != OK) {
      failure = new ScrapeFailure("http_" + code, "the target answers with HTTP " + code + hint());
    }
  }

  private String hint() {
    return switch (status) {
      case 401, 403 -> ": check username and password";
      case 404 -> ": check the path of the agent, often /jolokia, and that it serves POST";
      default -> "";
    };
  }

  @Override
  public void body(byte[] chunk, int offset, int length) throws HttpException {
    bytes += length;
    if (bytes > limitBytes) {
      failure = new ScrapeFailure("oversize", "the answer is longer than " + limitBytes + " bytes");
      throw new HttpException("too long");
    }
    if (failure != null) {
      return;
    }
    try {
      json.read(chunk, offset, length);
    } catch (JsonException malformed) {
      failure = new ScrapeFailure("json", "the answer is not JSON: " + malformed.getMessage());
      throw new HttpException("not JSON");
    }
  }

  /** Whether asking for less may help: the target refused everything because of one part. */
  boolean wasRefusedAsAWhole() {
    return status == 400 || answer.isWholeRefused();
  }

  /** What is wrong with the answer, once it has come whole. */
  Optional<ScrapeFailure> judge() {
    if (failure != null) {
      return Optional.of(failure);
    }
    try {
      json.end();
    } catch (JsonException cut) {
      return Optional.of(new ScrapeFailure("json", "the answer is not JSON: " + cut.getMessage()));
    }
    if (answer.isWholeRefused()) {
      return Optional.of(new ScrapeFailure("refused_read", "the agent says: " + answer.error()));
    }
    if (answer.isMalformed()) {
      return Optional.of(
          new ScrapeFailure("malformed", "the agent answers a read with something else"));
    }
    return answer.isComplete()
        ? Optional.empty()
        : Optional.of(new ScrapeFailure("incomplete", "the agent left answers out"));
  }

  /** What ended the answer early, when that was not the connection. */
  Optional<ScrapeFailure> failure() {
    return Optional.ofNullable(failure);
  }
}
