package com.moalog.bench.rjmx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The JVM that is read: twenty MBeans of its own beside those of the platform, and no work. */
final class WatchedApp {

  static final String READY = "ready";

  private static final int BEANS = 20;
  private static final int GARBAGE_BLOCKS = 4_096;
  private static final int BLOCK_BYTES = 65_536;

  private WatchedApp() {}

  /** One argument: the folder in which a file tells that all is there. */
  public static void main(String[] arguments)
      throws JMException, IOException, InterruptedException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (int i = 0; i < BEANS; i++) {
      server.registerMBean(
          new Counters(new AtomicLong(i)),
          new ObjectName("moalog.bench:type=Workload,name=pool-" + i));
    }
    // An application has long used all of its young generation when somebody looks.
    long used = 0;
    for (int i = 0; i < GARBAGE_BLOCKS; i++) {
      used += new byte[BLOCK_BYTES].length;
    }
    Files.writeString(Path.of(arguments[0], READY), Long.toString(used));
    new CountDownLatch(1).await();
  }

  private record Counters(AtomicLong served) implements WorkloadMXBean {
    @Override
    public long getServed() {
      return served.incrementAndGet();
    }

    @Override
    public long getFailed() {
      return 0;
    }

    @Override
    public int getActive() {
      return 3;
    }

    @Override
    public int getIdle() {
      return 7;
    }

    @Override
    public double getLoad() {
      return served.get() / 10.0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }
  }
}
