package com.moalog.rjmx.serve;

import com.moalog.rjmx.host.FileException;
import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.metric.MetricType;
import com.moalog.rjmx.metric.Sample;
import com.moalog.rjmx.text.DecimalReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Linux tells about this process in {@code /proc}; nothing on machines without it. */
final class ProcessMetrics {

  private static final int FILE_LIMIT = 64 * 1024;
  private static final int PAGE_BYTES = 4096;
  private static final double TICKS_PER_SECOND = 100;
  // Fields of /proc/self/stat behind the name: proc(5) counts from 1 and the name is the second.
  private static final int USER_TICKS = 14 - 3;
  private static final int SYSTEM_TICKS = 15 - 3;
  private static final int START_TICKS = 22 - 3;
  private static final int RESIDENT_PAGES = 24 - 3;

  private final Host host;
  private final double bootSeconds;

  ProcessMetrics(Host host) {
    this.host = host;
    double uptime = first(read("/proc/uptime"));
    this.bootSeconds = host.epochMillis() / 1000.0 - uptime;
  }

  void add(List<Sample> samples) {
    String stat = read("/proc/self/stat");
    int end = stat.lastIndexOf(')');
    if (end < 0) {
      return;
    }
    List<String> fields = List.of(stat.substring(end + 2).strip().split(" ", -1));
    double cpu = (number(fields.get(USER_TICKS)) + number(fields.get(SYSTEM_TICKS)));
    double start = bootSeconds + number(fields.get(START_TICKS)) / TICKS_PER_SECOND;
    gauge(
        samples, "process_resident_memory_bytes", number(fields.get(RESIDENT_PAGES)) * PAGE_BYTES);
    samples.add(Sample.of("process_cpu_seconds_total", MetricType.COUNTER, cpu / TICKS_PER_SECOND));
    gauge(samples, "process_start_time_seconds", Math.rint(start * 100) / 100);
    int files = host.openFiles();
    if (files >= 0) {
      gauge(samples, "process_open_fds", files);
    }
  }

  private static void gauge(List<Sample> samples, String name, double value) {
    samples.add(Sample.of(name, MetricType.GAUGE, value));
  }

  private String read(String path) {
    try {
      return new String(host.read(path, FILE_LIMIT), StandardCharsets.ISO_8859_1);
    } catch (FileException elsewhere) {
      return "";
    }
  }

  private static double first(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? 0 : number(text.substring(0, space));
  }

  private static double number(String text) {
    double value = DecimalReader.read(text);
    return Double.isNaN(value) ? 0 : value;
  }
}
