package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.bench.fluxpay.Customer.Purchase;
import com.moalog.bench.fluxpay.Recording.Recorded;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.ProgramCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What PostgreSQL can do when nothing but the statements of purchases is asked of it: pgbench on a
 * copy of the engine's database, on the same server. Not thread-safe.
 */
final class Ceiling {

  private static final String COPY = "ceiling";
  private static final String LOGIN = "fluxpay_app";
  private static final int THREADS = 2;
  private static final int NAMES_PER_RUN = 10_000_000;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

  private final PaymentStage stage;
  private final Path script;
  private final Counts counts;
  private int runs;

  private Ceiling(PaymentStage stage, Path script, Counts counts) {
    this.stage = stage;
    this.script = script;
    this.counts = counts;
  }

  /** What one purchase asks of PostgreSQL. */
  record Counts(int transactions, int statements) {}

  /** Records a purchase, and copies the database while the engine is away for a moment. */
  static Ceiling record(PaymentStage stage) throws IOException, InterruptedException {
    try (Customer customer = new Customer("user-recorded", stage)) {
      warm(customer);
      Database database = stage.database();
      database.find(
          "SELECT setval('payment_attempts_id_seq', %d, false)"
              .formatted(CeilingScript.FIRST_ATTEMPT),
          "");
      Recorded<Purchase> purchase = new Recording(stage.postgres()).of(customer::buy);
      List<List<Recording.Statement>> transactions = Transactions.of(purchase.statements());
      stage.engine().stop();
      Databases.owner(stage.postgres().server(), "postgres")
          .update("CREATE DATABASE %s TEMPLATE %s".formatted(COPY, PostgresServer.DATABASE), "");
      stage.engine().restart();
      return new Ceiling(
          stage,
          script(database, purchase.result(), transactions),
          new Counts(transactions.size(), transactions.stream().mapToInt(List::size).sum()));
    }
  }

  /** After a handful of executions the driver prepares its statements for good. */
  private static void warm(Customer customer) throws IOException {
    for (int i = 0; i < 10; i++) {
      customer.buy();
    }
  }

  private static Path script(
      Database database, Purchase purchase, List<List<Recording.Statement>> transactions)
      throws IOException {
    try (ParameterTypes types = new ParameterTypes(database)) {
      List<String> keys = List.of(purchase.paymentKey(), purchase.transaction());
      String text = new CeilingScript(types, keys).of(transactions);
      Path file = Files.createDirectories(Path.of("target", "bench")).resolve("purchase.sql");
      return Files.writeString(file, text).toAbsolutePath();
    }
  }

  Counts counts() {
    return counts;
  }

  /** Purchases per second. */
  double run(Duration length) throws IOException, InterruptedException {
    int first = runs * NAMES_PER_RUN;
    runs++;
    Program program = Program.find();
    List<String> command =
        List.of(
            program.file().toString(),
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + PaymentStage.CONNECTIONS,
            "--jobs=" + THREADS,
            "--time=" + Math.max(1, length.toSeconds()),
            "--define=i=" + first,
            "--file=" + script,
            "--host=127.0.0.1",
            "--port=" + stage.postgres().server().port(),
            "--username=" + LOGIN,
            COPY);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    builder.environment().put("PGPASSWORD", stage.postgres().server().password());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    Matcher failed = FAILED.matcher(said);
    if (process.waitFor() != 0 || !rate.find() || (failed.find() && !failed.group(1).equals("0"))) {
      throw new IOException("pgbench failed:\n" + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** pgbench, the system's or the distribution's package unpacked into the cache. */
  private record Program(Path file, Map<String, String> environment) {

    private static final Path SYSTEM = Path.of("/usr/lib/postgresql");

    static Program find() throws IOException {
      Path root = Files.isDirectory(SYSTEM) ? Path.of("/") : unpacked();
      List<Path> found = new ArrayList<>();
      try (Stream<Path> versions = Files.list(root.resolve("usr/lib/postgresql"))) {
        versions
            .map(version -> version.resolve("bin/pgbench"))
            .filter(Files::isExecutable)
            .sorted()
            .forEach(found::add);
      }
      if (found.isEmpty()) {
        throw new IOException("there is no pgbench below " + root);
      }
      return new Program(
          found.getLast(),
          Map.of("LD_LIBRARY_PATH", root.resolve("usr/lib/x86_64-linux-gnu").toString()));
    }

    private static Path unpacked() throws IOException {
      return ProgramCache.ofRepository()
          .packages("pgbench-of-the-distribution", List.of("postgresql-15", "libpq5"));
    }
  }
}
