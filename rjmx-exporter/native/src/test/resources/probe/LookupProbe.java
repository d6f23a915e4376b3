package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.NetworkException;
import org.teavm.interop.Address;

/** Looks a name up in a process that fails, and prints who goes on. */
public class LookupProbe {

  private static final int LIMIT_MILLIS = 60_000;

  public static void main(String[] arguments) {
    try {
      PosixLookup lookup =
          PosixLookup.start(
              new Endpoint("localhost", 1),
              () -> {
                throw new IllegalStateException(arguments[0]);
              });
      int[] polled = {lookup.file(), Posix.POLLIN};
      Posix.poll(Address.ofData(polled), 1, LIMIT_MILLIS);
      System.out.println("started");
      lookup.answer();
    } catch (NetworkException told) {
      System.out.println(told.getMessage());
    } catch (IllegalStateException wentOn) {
      System.out.println("the other process goes on");
    }
  }
}
