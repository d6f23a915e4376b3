package com.moalog.chaos.experiment;

import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.traffic.Mix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A way to break the platform and what it promises about that. Built once, then only read. */
public final class Fault {

  private static final Step NOTHING = _ -> {};

  private final String name;
  private final String injection;
  private final String promise;
  private final Set<Ability> needs = EnumSet.noneOf(Ability.class);
  private final List<Expectation> expectations = new ArrayList<>();
  private Mix mix = Mix.READS;
  private int buyers;
  private Step prepare = NOTHING;
  private Step inject = NOTHING;
  private Step meanwhile = NOTHING;
  private Step repair = NOTHING;
  private Step afterwards = NOTHING;
  private Probe back = _ -> true;
  private Probe served = Probes.READS_ARE_ANSWERED;
  private Optional<Duration> recovery = Optional.empty();
  private Optional<String> alert = Optional.empty();
  private boolean recoveryIncludesStart;

  private Fault(String name, String injection, String promise) {
    this.name = name;
    this.injection = injection;
    this.promise = promise;
  }

  /**
   * Begins a description.
   *
   * @param name for the command line
   * @param injection what is done
   * @param promise what the users should notice
   */
  public static Fault of(String name, String injection, String promise) {
    return new Fault(name, injection, promise);
  }

  public Fault needs(Ability ability) {
    needs.add(ability);
    return this;
  }

  public Fault under(Mix users) {
    mix = users;
    return this;
  }

  /** That many buyers pay all the while; afterwards every payment is followed to its end. */
  public Fault withBuyers(int count) {
    buyers = count;
    return this;
  }

  /** Done before the users come. */
  public Fault prepare(Step step) {
    prepare = step;
    return this;
  }

  public Fault inject(Step step) {
    inject = step;
    return this;
  }

  /** Done while the fault lasts, after its shortest time. */
  public Fault meanwhile(Step step) {
    meanwhile = step;
    return this;
  }

  public Fault repair(Step step) {
    repair = step;
    return this;
  }

  /** Done after the repair, before the users go. */
  public Fault afterwards(Step step) {
    afterwards = step;
    return this;
  }

  /** Stops a part and starts it again. */
  public Fault outageOf(String part, Probe isBack) {
    back = isBack;
    return inject(stage -> stage.platform().stop(part))
        .repair(stage -> stage.platform().start(part));
  }

  /** Recovery counts from the moment the part answers until this holds. */
  public Fault recovered(Probe probe, Duration limit) {
    served = probe;
    recovery = Optional.of(limit);
    return this;
  }

  /** Recovery counts from the first command of the repair, with the start of the part. */
  public Fault recoveredWithStart(Probe probe, Duration limit) {
    recoveryIncludesStart = true;
    return recovered(probe, limit);
  }

  public Fault alerts(String alertName) {
    alert = Optional.of(alertName);
    return this;
  }

  public Fault expect(Expectation expectation) {
    expectations.add(expectation);
    return this;
  }

  public String name() {
    return name;
  }

  public String injection() {
    return injection;
  }

  public String promise() {
    return promise;
  }

  public Set<Ability> needs() {
    return Set.copyOf(needs);
  }

  List<Expectation> expectations() {
    return List.copyOf(expectations);
  }

  Mix mix() {
    return mix;
  }

  int buyers() {
    return buyers;
  }

  Step prepare() {
    return prepare;
  }

  Step inject() {
    return inject;
  }

  Step meanwhile() {
    return meanwhile;
  }

  Step repair() {
    return repair;
  }

  Step afterwards() {
    return afterwards;
  }

  Probe back() {
    return back;
  }

  Probe served() {
    return served;
  }

  Optional<Duration> recovery() {
    return recovery;
  }

  boolean recoveryIncludesStart() {
    return recoveryIncludesStart;
  }

  Optional<String> alert() {
    return alert;
  }
}
