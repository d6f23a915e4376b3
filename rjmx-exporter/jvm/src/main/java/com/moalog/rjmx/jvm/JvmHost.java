package com.moalog.rjmx.jvm;

import com.moalog.rjmx.host.FileException;
import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.host.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The machine through the JDK. All but the arrival of signals belongs to one thread. */
public final class JvmHost implements Host {

  private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
  private final Runnable wakeUp;

  /**
   * Takes over SIGHUP, SIGINT and SIGTERM.
   *
   * @param wakeUp called after a signal has come, on a thread of its own
   */
  public JvmHost(Runnable wakeUp) {
    this.wakeUp = wakeUp;
    listen("HUP", Signal.RELOAD);
    listen("INT", Signal.STOP);
    listen("TERM", Signal.STOP);
  }

  /**
   * The JDK has no other interface to signals than this one, which javac warns about; so it is
   * called by name.
   */
  private void listen(String name, Signal signal) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler received =
          (proxy, method, arguments) -> {
            signals.add(signal);
            wakeUp.run();
            return null;
          };
      Object handler =
          Proxy.newProxyInstance(
              JvmHost.class.getClassLoader(), new Class<?>[] {handlerType}, received);
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException elsewhere) {
      printError("no handling of SIG" + name + " on this JVM\n");
    }
  }

  @Override
  public long monotonicMicros() {
    return System.nanoTime() / 1000;
  }

  @Override
  public long epochMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public byte[] read(String path, int limitBytes) throws FileException {
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      byte[] content = file.readNBytes(limitBytes + 1);
      if (content.length > limitBytes) {
        throw new FileException(
            FileException.Reason.TOO_LARGE, path + ": longer than " + limitBytes + " bytes");
      }
      return content;
    } catch (NoSuchFileException missing) {
      throw new FileException(FileException.Reason.MISSING, path + ": no such file");
    } catch (IOException unreadable) {
      throw new FileException(FileException.Reason.UNREADABLE, path + ": not readable");
    }
  }

  @Override
  public int openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      // The folder that is just being listed does not count.
      return (int) files.count() - 1;
    } catch (IOException elsewhere) {
      return -1;
    }
  }

  @Override
  public void print(String text) {
    System.out.write(bytes(text), 0, bytes(text).length);
    System.out.flush();
  }

  @Override
  public void printError(String text) {
    System.err.write(bytes(text), 0, bytes(text).length);
    System.err.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Signal> nextSignal() {
    return Optional.ofNullable(signals.poll());
  }

  @Override
  public String kind() {
    return "jvm";
  }

  /** Ends the process. */
  void exit(int code) {
    System.exit(code);
  }
}
