package com.moalog.rjmx.posix;

import com.moalog.rjmx.host.FileException;
import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.host.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.teavm.interop.Address;

/** The machine through POSIX calls. Belongs to one thread. */
final class PosixHost implements Host {

  private static final int READ_BYTES = 4096;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int SIGNAL_RECORD_BYTES = 128;

  private final int signals;

  PosixHost() {
    byte[] set = new byte[SIGNAL_SET_BYTES];
    Posix.sigemptyset(Address.ofData(set));
    Posix.sigaddset(Address.ofData(set), Posix.SIGHUP);
    Posix.sigaddset(Address.ofData(set), Posix.SIGINT);
    Posix.sigaddset(Address.ofData(set), Posix.SIGTERM);
    Posix.sigprocmask(Posix.SIG_BLOCK, Address.ofData(set), Address.fromLong(0));
    signals = Posix.signalfd(-1, Address.ofData(set), Posix.SFD_NONBLOCK_CLOEXEC);
  }

  /** The file that becomes readable when a signal waits. */
  int signalFile() {
    return signals;
  }

  @Override
  public long monotonicMicros() {
    return micros(Posix.CLOCK_MONOTONIC);
  }

  @Override
  public long epochMillis() {
    return micros(Posix.CLOCK_REALTIME) / 1000;
  }

  private static long micros(int clock) {
    long[] time = new long[2];
    Posix.clockGettime(clock, Address.ofData(time));
    return time[0] * 1_000_000 + time[1] / 1000;
  }

  @Override
  public Optional<String> environment(String name) {
    byte[] key = CText.of(name);
    Address value = Posix.getenv(Address.ofData(key));
    return value.toLong() == 0 ? Optional.empty() : Optional.of(CText.read(value));
  }

  @Override
  public byte[] read(String path, int limitBytes) throws FileException {
    byte[] name = CText.of(path);
    int file = Posix.open(Address.ofData(name), Posix.O_CLOEXEC);
    if (file < 0) {
      throw Posix.errno() == Posix.ENOENT
          ? new FileException(FileException.Reason.MISSING, path + ": no such file")
          : new FileException(FileException.Reason.UNREADABLE, path + ": not readable");
    }
    try {
      return readAll(file, path, limitBytes);
    } finally {
      Posix.close(file);
    }
  }

  private static byte[] readAll(int file, String path, int limitBytes) throws FileException {
    byte[] content = new byte[READ_BYTES];
    byte[] chunk = new byte[READ_BYTES];
    int size = 0;
    while (true) {
      int count = Posix.read(file, Address.ofData(chunk), chunk.length);
      if (count == 0) {
        return Arrays.copyOf(content, size);
      }
      if (count < 0) {
        throw new FileException(FileException.Reason.UNREADABLE, path + ": not readable");
      }
      if (size + count > limitBytes) {
        throw new FileException(
            FileException.Reason.TOO_LARGE, path + ": longer than " + limitBytes + " bytes");
      }
      if (size + count > content.length) {
        content = Arrays.copyOf(content, content.length * 2);
      }
      System.arraycopy(chunk, 0, content, size, count);
      size += count;
    }
  }

  @Override
  public int openFiles() {
    byte[] path = CText.of("/proc/self/fd");
    Address folder = Posix.opendir(Address.ofData(path));
    if (folder.toLong() == 0) {
      return -1;
    }
    int entries = 0;
    while (Posix.readdir(folder).toLong() != 0) {
      entries++;
    }
    Posix.closedir(folder);
    // The folder itself, its parent and the file that reads it do not count.
    return entries - 3;
  }

  @Override
  public void print(String text) {
    writeAll(STANDARD_OUTPUT, text);
  }

  @Override
  public void printError(String text) {
    writeAll(STANDARD_ERROR, text);
  }

  private static void writeAll(int file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int written = 0;
    while (written < bytes.length) {
      int count = Posix.write(file, Address.ofData(bytes).add(written), bytes.length - written);
      if (count < 0 && Posix.errno() != Posix.EINTR) {
        return;
      }
      written += Math.max(count, 0);
    }
  }

  @Override
  public Optional<Signal> nextSignal() {
    byte[] entry = new byte[SIGNAL_RECORD_BYTES];
    int count = Posix.read(signals, Address.ofData(entry), entry.length);
    if (count != SIGNAL_RECORD_BYTES) {
      return Optional.empty();
    }
    return Optional.of(entry[0] == Posix.SIGHUP ? Signal.RELOAD : Signal.STOP);
  }

  @Override
  public String kind() {
    return "native";
  }
}
