package com.moalog.rjmx.jvm;

import com.moalog.rjmx.cli.Program;
import java.io.IOException;

/** The entry of the JVM build. */
final class Main {

  private Main() {}

  static void main(String[] arguments) throws IOException {
    try (JvmNetwork network = new JvmNetwork()) {
      JvmHost host = new JvmHost(network::wakeUp);
      int code = new Program(host, network).run(arguments);
      host.exit(code);
    }
  }
}
