package com.moalog.rjmx.posix;

import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.net.NetworkException.Reason;
import org.teavm.interop.Address;

/**
 * The look-up of a name. The C library waits for a name server as long as it likes, so it does that
 * in a process of its own, which sends the address through a pipe; this one goes on meanwhile and
 * ends that process when it has waited long enough.
 */
final class PosixLookup {

  private static final int LONGEST_BYTES = 64;

  private final Endpoint endpoint;
  private final int process;
  private final int file;
  private boolean ended;

  private PosixLookup(Endpoint endpoint, int process, int file) {
    this.endpoint = endpoint;
    this.process = process;
    this.file = file;
  }

  /** What the other process must not keep open: its clients would wait for the end of it. */
  interface Inherited {
    void close();
  }

  /**
   * Starts to look a name up.
   *
   * @throws NetworkException when there is no other process to be had
   */
  static PosixLookup start(Endpoint endpoint, Inherited inherited) throws NetworkException {
    int[] pipe = {-1, -1};
    int process = -1;
    if (Posix.pipe2(Address.ofData(pipe), Posix.O_NONBLOCK | Posix.O_CLOEXEC) == 0) {
      process = Posix.fork();
    }
    if (process == 0) {
      lookUp(endpoint, inherited, pipe);
    }
    Posix.close(pipe[1]);
    if (process < 0) {
      Posix.close(pipe[0]);
      throw new NetworkException(
          Reason.UNREACHABLE, "no process to look up " + endpoint.host() + " in");
    }
    return new PosixLookup(endpoint, process, pipe[0]);
  }

  /** What the other process does. It ends here, whatever happens: all that follows is not its. */
  private static void lookUp(Endpoint endpoint, Inherited inherited, int[] pipe) {
    try {
      inherited.close();
      Posix.close(pipe[0]);
      byte[] found = PosixAddress.find(endpoint, 0);
      Posix.write(pipe[1], Address.ofData(found), found.length);
    } finally {
      Posix.exitAtOnce(0);
    }
  }

  /** The file that becomes readable when the look-up has ended. */
  int file() {
    return file;
  }

  /**
   * What was found, once {@link #file} is readable.
   *
   * @throws NetworkException when nothing was
   */
  PosixAddress answer() throws NetworkException {
    byte[] found = new byte[LONGEST_BYTES];
    int count = Posix.read(file, Address.ofData(found), found.length);
    end();
    return PosixAddress.of(endpoint, found, count);
  }

  /** Ends the other process; a second call does nothing. */
  void end() {
    if (!ended) {
      ended = true;
      Posix.close(file);
      Posix.kill(process, Posix.SIGKILL);
      Posix.waitpid(process, Address.fromLong(0), 0);
    }
  }
}
