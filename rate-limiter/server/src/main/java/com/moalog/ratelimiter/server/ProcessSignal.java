package com.moalog.ratelimiter.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators tell a service by a signal. The JDK has no other interface to signals than one
 * that javac warns about, so it is called by name.
 */
enum ProcessSignal {
  /** Read the files again. */
  HANG_UP("HUP"),
  /** Stop in good order. The JVM would do so too, and then report failure. */
  TERMINATE("TERM");

  private static final Logger LOG = LoggerFactory.getLogger(ProcessSignal.class);

  private final String code;

  ProcessSignal(String code) {
    this.code = code;
  }

  /** Does the work each time that the signal comes, instead of what the JVM does. */
  void handle(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler received =
          (proxy, method, arguments) -> {
            work.run();
            return null;
          };
      Object working =
          Proxy.newProxyInstance(
              ProcessSignal.class.getClassLoader(), new Class<?>[] {handler}, received);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(code), working);
    } catch (ReflectiveOperationException elsewhere) {
      LOG.warn("This JVM cannot handle SIG{}, which keeps its own meaning", code, elsewhere);
    }
  }
}
