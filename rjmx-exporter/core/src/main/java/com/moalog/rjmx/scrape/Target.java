package com.moalog.rjmx.scrape;

import com.moalog.rjmx.http.CallFailure;
import com.moalog.rjmx.http.HttpClient;
import com.moalog.rjmx.http.Version;
import com.moalog.rjmx.jolokia.Question;
import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.metric.Histogram;
import com.moalog.rjmx.metric.Sample;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.settings.ClientSettings;
import com.moalog.rjmx.settings.TargetSettings;
import com.moalog.rjmx.text.Base64;
import com.moalog.rjmx.text.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JVM and how reading it goes: one question in flight at most. Its owner turns it: {@link
 * #turn} does what can be done without waiting. Times in milliseconds. Not thread-safe.
 */
public final class Target {

  private static final long RETRY_MILLIS = 100;
  private static final long IDLE_MILLIS = 30_000;
  private static final long BAD_READ_MILLIS = 600_000;

  private final TargetSettings settings;
  private final ClientSettings clientSettings;
  private final String head;
  private final HttpClient client;
  private final Collector collector;
  private final List<Read> reads;
  private final Histogram durations = new Histogram();
  private final Map<Read, Long> badReads = new HashMap<>();
  private final Deque<Question> open = new ArrayDeque<>();
  private @Nullable Question asked;
  private @Nullable Asking asking;
  private @Nullable ScrapeFailure failure;
  private List<Sample> samples = new ArrayList<>();
  private boolean running;
  private boolean tried;
  private boolean timedOut;
  private boolean samplesOutlive;
  private int retriesLeft;
  private long retryAtMillis;
  private long startedMillis;
  private long endedMillis;
  private long deadlineMillis;
  private long successes;
  private long failures;
  private long responseBytes;

  Target(TargetSettings settings, ClientSettings client, Network network, Collected collected) {
    this.settings = settings;
    this.clientSettings = client;
    this.collector = collected.collector();
    this.reads = collected.reads();
    this.client =
        new HttpClient(
            network, settings.url().endpoint(), settings.url().tls() ? client.tls() : null);
    this.head = head(settings);
  }

  /** What is read and who listens. */
  record Collected(Collector collector, List<Read> reads) {}

  private static String head(TargetSettings settings) {
    String credentials = settings.username() + ":" + settings.password();
    String authorization =
        settings.username().isEmpty()
            ? ""
            : "Authorization: Basic " + Base64.encode(credentials) + "\r\n";
    return "POST "
        + settings.url().path()
        + " HTTP/1.1\r\nHost: "
        + settings.url().endpoint()
        + "\r\nUser-Agent: "
        + Version.PRODUCT
        + "\r\nContent-Type: application/json\r\n"
        + authorization
        + "Content-Length: ";
  }

  public TargetSettings settings() {
    return settings;
  }

  /**
   * Starts a scrape, unless one is running.
   *
   * @param keepSamples whether those of the scrape before stand in when this one is late
   */
  public void start(long nowMillis, long notAfterMillis, boolean keepSamples) {
    if (running) {
      return;
    }
    running = true;
    tried = true;
    samplesOutlive = keepSamples;
    responseBytes = 0;
    startedMillis = nowMillis;
    deadlineMillis = Math.min(notAfterMillis, nowMillis + settings.timeoutMillis());
    retriesLeft = clientSettings.retries();
    badReads.values().removeIf(since -> nowMillis - since > BAD_READ_MILLIS);
    List<Read> wanted = new ArrayList<>(reads);
    wanted.removeAll(badReads.keySet());
    open.clear();
    open.addAll(collector.knowledge().questions(wanted, nowMillis));
    collector.begin();
    client.dropIdle(nowMillis - IDLE_MILLIS);
    ask(nowMillis);
  }

  private void ask(long nowMillis) {
    Question question = open.poll();
    if (question == null) {
      end(null, nowMillis);
      return;
    }
    asked = question;
    send(question, nowMillis);
  }

  private void send(Question question, long nowMillis) {
    Asking fresh = new Asking(question, collector, clientSettings.maxResponseBytes());
    asking = fresh;
    retryAtMillis = Long.MAX_VALUE;
    Bytes body = new Bytes(1024).add(question.json());
    Bytes request = new Bytes(body.size() + head.length() + 16);
    request.add(head).add(Integer.toString(body.size())).add("\r\n\r\n");
    request.add(body.array(), 0, body.size());
    long connectBy = Math.min(deadlineMillis, nowMillis + clientSettings.connectTimeoutMillis());
    client.start(request, fresh, new HttpClient.Deadlines(connectBy, deadlineMillis));
  }

  /** Goes on with a scrape as far as it goes without waiting. */
  public void turn(long nowMillis) {
    Question question = asked;
    Asking current = asking;
    if (!running || question == null || current == null) {
      client.dropIdle(nowMillis - IDLE_MILLIS);
      return;
    }
    if (nowMillis >= retryAtMillis) {
      send(question, nowMillis);
      return;
    }
    client.turn(nowMillis);
    if (client.isEnded() && retryAtMillis == Long.MAX_VALUE) {
      responseBytes += current.bytes();
      judge(question, current, nowMillis);
    }
  }

  private void judge(Question question, Asking current, long nowMillis) {
    Optional<CallFailure> lost = client.failure();
    Optional<ScrapeFailure> wrong = lost.isPresent() ? current.failure() : current.judge();
    if (lost.isPresent() && wrong.isEmpty()) {
      CallFailure call = lost.get();
      if (call.mayRetry() && retriesLeft > 0 && nowMillis + RETRY_MILLIS < deadlineMillis) {
        retriesLeft--;
        // A kept connection that the target has closed meanwhile costs no wait.
        retryAtMillis = call.reason().equals("reset") ? nowMillis : nowMillis + RETRY_MILLIS;
        return;
      }
      fail(new ScrapeFailure(call.reason(), call.message()), nowMillis);
    } else if (wrong.isPresent() && question.isOptional()) {
      client.disconnect();
      ask(nowMillis);
    } else if (wrong.isPresent() && current.wasRefusedAsAWhole()) {
      askForLess(question, wrong.get(), nowMillis);
    } else if (wrong.isPresent()) {
      fail(wrong.get(), nowMillis);
    } else {
      if (question.isOptional()) {
        collector.knowledge().typesAnswered();
      }
      ask(nowMillis);
    }
  }

  /** One bad name lets an agent refuse everything: asks for halves, and forgets the bad one. */
  private void askForLess(Question question, ScrapeFailure refused, long nowMillis) {
    List<Read> whole = question.reads();
    int count = whole.size();
    if (count > 1) {
      open.push(new Question(List.copyOf(whole.subList(count / 2, count))));
      open.push(new Question(List.copyOf(whole.subList(0, count / 2))));
    } else if (badReads.size() + 1 < reads.size()) {
      badReads.put(whole.getFirst(), nowMillis);
    } else {
      fail(refused, nowMillis);
      return;
    }
    ask(nowMillis);
  }

  /**
   * Gives up a scrape that takes too long for those who wait for it.
   *
   * @param keepSamples whether the samples of the scrape before stand in for those that are late
   */
  public void giveUp(long nowMillis, boolean keepSamples) {
    if (running) {
      deadlineMillis = nowMillis;
      client.abandon("timeout", "no whole answer in time");
      samplesOutlive = keepSamples;
      fail(new ScrapeFailure("timeout", "no whole answer in time"), nowMillis);
    }
  }

  private void fail(ScrapeFailure reason, long nowMillis) {
    client.disconnect();
    end(reason, nowMillis);
  }

  private void end(@Nullable ScrapeFailure outcome, long nowMillis) {
    failure = outcome;
    timedOut = outcome != null && outcome.reason().equals("timeout");
    running = false;
    asked = null;
    asking = null;
    endedMillis = nowMillis;
    durations.record((nowMillis - startedMillis) * 1000);
    if (outcome == null) {
      successes++;
      samples = collector.end(reads, nowMillis);
    } else {
      failures++;
      collector.knowledge().failed(timedOut && nowMillis >= deadlineMillis, nowMillis);
      samples = timedOut && samplesOutlive ? samples : new ArrayList<>();
    }
  }

  /** The time at which {@link #turn} has something to do without the network; 0 for now. */
  public long nextDeadlineMillis() {
    if (!running) {
      return Long.MAX_VALUE;
    } else if (retryAtMillis != Long.MAX_VALUE) {
      return retryAtMillis;
    }
    // A call may have ended where it began: nothing listens, or the name is none.
    return client.isEnded() ? 0 : client.nextDeadlineMillis();
  }

  public boolean isRunning() {
    return running;
  }

  /** Whether a scrape has ever been started. */
  public boolean wasTried() {
    return tried;
  }

  /** Whether a scrape has ended, well or not. */
  public boolean hasResult() {
    return successes + failures > 0;
  }

  /** Whether the last scrape that ended brought everything. */
  public boolean isUp() {
    return hasResult() && failure == null;
  }

  /** Whether the last scrape that ended did so because time was up. */
  public boolean hasTimedOut() {
    return timedOut;
  }

  /** Why the last scrape that ended failed. */
  public Optional<ScrapeFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The samples of the last scrape; when it failed, none or those that outlive it. */
  public List<Sample> samples() {
    return samples;
  }

  public long endedMillis() {
    return endedMillis;
  }

  public long successes() {
    return successes;
  }

  public long failures() {
    return failures;
  }

  public long responseBytes() {
    return responseBytes;
  }

  /** Attributes that this target could not read, or that were too large. */
  public long attributeErrors() {
    return collector.tally().attributeErrors();
  }

  /** Values of this target that were null. */
  public long nulls() {
    return collector.tally().nulls();
  }

  public int cachedBeans() {
    return collector.cachedBeans();
  }

  public Histogram durations() {
    return durations;
  }

  /** Whether a connection is kept open. */
  public boolean isConnected() {
    return client.isConnected();
  }

  /** Ends everything. */
  public void close() {
    client.disconnect();
  }
}
