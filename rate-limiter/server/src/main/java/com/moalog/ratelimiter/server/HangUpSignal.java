package com.moalog.ratelimiter.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which operators tell a service to read its files again. The JDK has no other interface
 * to signals than one that javac warns about, so it is called by name.
 */
final class HangUpSignal {

  private static final Logger LOG = LoggerFactory.getLogger(HangUpSignal.class);

  private HangUpSignal() {}

  /** Does the work each time that the signal comes, instead of ending the process. */
  static void handle(Runnable work) {
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
              HangUpSignal.class.getClassLoader(), new Class<?>[] {handler}, received);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), working);
    } catch (ReflectiveOperationException elsewhere) {
      LOG.warn("This JVM cannot handle SIGHUP: rules are read when their file changes", elsewhere);
    }
  }
}
