package com.moalog.ratelimiter.server.actuator;

import com.moalog.ratelimiter.server.limiting.LimitMeters;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Shows the limiter of this process to JMX, and so to Jolokia. Thread-safe. */
public final class LimiterBean implements RateLimiterMXBean {

  private static final String NAME = "moalog.ratelimiter:type=RateLimiter";

  private final LimitMeters meters;

  private LimiterBean(LimitMeters meters) {
    this.meters = meters;
  }

  /** There is one limiter in a process; a second one takes the name over. */
  public static void register(LimitMeters meters) {
    try {
      var server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(new LimiterBean(meters), name);
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + NAME, e);
    }
  }

  @Override
  public long getAllowed() {
    return meters.decided(true);
  }

  @Override
  public long getDenied() {
    return meters.decided(false);
  }

  @Override
  public long getFallback() {
    return meters.fellBack();
  }

  @Override
  public int getBreakerState() {
    return meters.breakerState();
  }

  @Override
  public long getLocalKeys() {
    return meters.localKeys();
  }
}
