package com.moalog.rjmx.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.hash.HashKind;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.rule.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file, above it the environment, above that the flags. */
class SettingsReaderTest {

  private static final String EMPTY = "jolokia: {}\n";
  private static final String HASH = "ab".repeat(32);

  private static SettingsReader reader(Map<String, String> flags, Map<String, String> variables) {
    return new SettingsReader(
        new Overrides(flags, name -> Optional.ofNullable(variables.get(name))));
  }

  private static Settings read(String file) {
    SettingsReader reader = reader(Map.of(), Map.of());
    Optional<Settings> settings = reader.read("config.yaml", file);
    assertThat(reader.findings().errors()).isEmpty();
    return settings.orElseThrow();
  }

  private static List<String> errors(String file) {
    SettingsReader reader = reader(Map.of(), Map.of());
    assertThat(reader.read("config.yaml", file)).isEmpty();
    return reader.findings().errors();
  }

  @Test
  void hasADefaultForEverything() {
    Settings settings = read(EMPTY);
    assertThat(settings.server().address()).isEqualTo(new Endpoint("0.0.0.0", 9090));
    assertThat(settings.server().path()).isEqualTo("/metrics");
    assertThat(settings.server().tls()).isNull();
    assertThat(settings.server().auth()).isNull();
    assertThat(settings.client().connectTimeoutMillis()).isEqualTo(1_000);
    assertThat(settings.client().retries()).isEqualTo(1);
    assertThat(settings.client().maxResponseBytes()).isEqualTo(33_554_432);
    assertThat(settings.scrape()).isEqualTo(new ScrapeSettings(0, 0, 0, 0));
    assertThat(settings.naming().dialect()).isEqualTo(Dialect.RJMX);
    TargetSettings target = settings.targets().getFirst();
    assertThat(target.url()).hasToString("http://localhost:8778/jolokia");
    assertThat(target.timeoutMillis()).isEqualTo(5_000);
    assertThat(target.username()).isEmpty();
  }

  @Test
  void readsEveryKeyOfItsOwn() {
    Settings settings =
        read(
            """
            jolokia:
              url: "https://app:8778/jolokia"
              username: u
              password: p
              timeout_ms: 4000
              connect_timeout_ms: 300
              retries: 0
              max_response_bytes: 2048
              tls: {ca_file: ca.pem, cert_file: c.pem, key_file: k.pem, insecure_skip_verify: true}
            server:
              port: 9999
              path: /m
              bind_address: "::1"
              tls: {enabled: true, cert_file: server.pem, key_file: server.key}
              auth: {basic: {username: reader, password: word}}
            scrape: {min_interval_ms: 250, single_flight: true, background: 15}
            compat: rjmx
            emitOriginalCase: true
            counterSuffix: total
            lowercaseOutputName: true
            lowercaseOutputLabelNames: true
            whitelistObjectNames: ["java.lang:*"]
            blacklistObjectNames: ["java.lang:type=Runtime"]
            selfMetrics: {jmx: true}
            """);
    assertThat(settings.server().address()).isEqualTo(new Endpoint("::1", 9999));
    assertThat(settings.server().path()).isEqualTo("/m");
    assertThat(settings.server().tls()).hasNoNullFieldsOrProperties();
    assertThat(settings.server().auth())
        .isEqualTo(new BasicAuth("reader", new Secret.Plain("word")));
    assertThat(settings.client().connectTimeoutMillis()).isEqualTo(300);
    assertThat(settings.client().retries()).isZero();
    assertThat(settings.client().maxResponseBytes()).isEqualTo(2_048);
    assertThat(settings.client().tls().insecure()).isTrue();
    assertThat(settings.scrape()).isEqualTo(new ScrapeSettings(250, 15_000, 0, 0));
    assertThat(settings.naming().originalCase()).isTrue();
    assertThat(settings.naming().counters().totalSuffix()).isTrue();
    assertThat(settings.read().included()).hasToString("[java.lang:*]");
    assertThat(settings.read().excluded()).hasToString("[java.lang:type=Runtime]");
    assertThat(settings.jmxSelfMetrics()).isTrue();
    TargetSettings target = settings.targets().getFirst();
    assertThat(List.of(target.username(), target.password())).containsExactly("u", "p");
    assertThat(target.toString()).doesNotContain("p)").contains("https://app:8778/jolokia");
  }

  @ParameterizedTest
  @CsvSource({
    "port, RJMX_PORT, 'server: {port: 1}', 2, 3",
    "bind-address, RJMX_BIND_ADDRESS, 'server: {bind_address: 10.0.0.1}', 10.0.0.2, 10.0.0.3",
    "metrics-path, RJMX_METRICS_PATH, 'server: {path: /1}', /2, /3",
    "jolokia-url, RJMX_JOLOKIA_URL, 'jolokia: {url: \"http://a:1/j\"}', http://b:2/j, http://c:3/j",
    "jolokia-timeout, RJMX_JOLOKIA_TIMEOUT, 'jolokia: {timeout_ms: 11}', 12, 13",
    "username, RJMX_USERNAME, 'jolokia: {username: one, password: x}', two, three",
    "password, RJMX_PASSWORD, 'jolokia: {username: x, password: one}', two, three",
  })
  void flagsWinOverTheEnvironmentAndThatOverTheFile(
      String flag, String variable, String file, String second, String third) {
    String inFile = shown(file, Map.of(), Map.of());
    String inEnvironment = shown(file, Map.of(), Map.of(variable, second));
    String inFlags = shown(file, Map.of(flag, third), Map.of(variable, second));
    assertThat(inEnvironment).contains(second.replace("http://", "")).isNotEqualTo(inFile);
    assertThat(inFlags)
        .contains(third.replace("http://", ""))
        .isNotEqualTo(inFile)
        .isNotEqualTo(inEnvironment);
  }

  /** All that these flags change, in one line. */
  private static String shown(
      String file, Map<String, String> flags, Map<String, String> variables) {
    Settings settings = reader(flags, variables).read("config.yaml", file + "\n").orElseThrow();
    TargetSettings target = settings.targets().getFirst();
    return settings.server().address()
        + settings.server().path()
        + " "
        + target.url()
        + " "
        + target.timeoutMillis()
        + " "
        + target.username()
        + ":"
        + target.password();
  }

  @Test
  void takesTheCredentialsOfTheOriginalsManifestsWhenItsOwnAreNotThere() {
    Map<String, String> variables =
        Map.of("JOLOKIA_USERNAME", "u", "JOLOKIA_PASSWORD", "p", "RJMX_USERNAME", "mine");
    assertThat(shown(EMPTY, Map.of(), variables)).endsWith(" mine:p");
  }

  @Test
  void tlsIsSwitchedByAllThreeToo() {
    String on = "server: {tls: {enabled: true, cert_file: c, key_file: k}}";
    assertThat(read(on).server().tls()).isNotNull();
    SettingsReader off = reader(Map.of("tls-enabled", "false"), Map.of("RJMX_TLS_ENABLED", "true"));
    assertThat(off.read("f", on).orElseThrow().server().tls()).isNull();
    SettingsReader byVariable = reader(Map.of(), Map.of("RJMX_TLS_ENABLED", "TRUE"));
    assertThat(byVariable.read("f", EMPTY)).isEmpty();
    assertThat(byVariable.findings().errors())
        .containsExactly(
            "TLS is enabled but cert_file is not specified",
            "TLS is enabled but key_file is not specified");
  }

  @Test
  void resolvesVariablesInCredentialsAddressesAndFiles() {
    String file =
        """
        jolokia: {url: "http://${HOST:app}:8778/jolokia", username: "${USER_NAME}", password: "${WORD:}x"}
        """;
    assertThat(shown(file, Map.of(), Map.of("USER_NAME", "u"))).contains("http://app:8778/", "u:x");
    SettingsReader missing = reader(Map.of(), Map.of());
    assertThat(missing.read("f", file)).isEmpty();
    assertThat(missing.findings().errors())
        .containsExactly("jolokia.username: the environment has no variable USER_NAME");
  }

  @Test
  void reportsAllFaultsTogether() {
    assertThat(
            errors(
                """
                jolokia: {url: "ftp://app", timeout_ms: 0}
                server: {port: 0, path: metrics, bind_address: example.org}
                counterSuffix: some
                rules:
                  - {pattern: "", name: x}
                  - {pattern: "a<b=c><(.*)>"}
                """))
        .hasSize(8)
        .anyMatch(
            error -> error.endsWith("jolokia.timeout_ms must be a whole number of at least 1"))
        .contains(
            "jolokia.url is not an absolute http or https URL",
            "Server port must be greater than 0",
            "Metrics path must start with '/'",
            "server.bind_address 'example.org' is neither an IP address nor localhost",
            "Rule 1 has empty pattern",
            "Rule 2 has no name",
            "counterSuffix 'some' is not as-is or total");
  }

  @ParameterizedTest
  @CsvSource({"/", "/health", "/ready", "/probe"})
  void thePathOfTheMetricsIsTheirOwn(String path) {
    assertThat(errors("server: {path: " + path + "}")).singleElement().asString().contains(path);
  }

  @Test
  void saysWhereAnUnknownKeyIsAndWhichOneWasMeant() {
    SettingsReader reader = reader(Map.of(), Map.of());
    assertThat(reader.read("f", "jolokia: {}\nserver:\n  prot: 9090\n")).isPresent();
    assertThat(reader.findings().unknownKeys())
        .containsExactly("3:9: unknown key server.prot; did you mean server.port?");
  }

  @Test
  void saysSoInEverySectionOfTheServerToo() {
    SettingsReader reader = reader(Map.of(), Map.of());
    String file =
        """
        jolokia: {}
        server:
          tls: {enable: true}
          auth: {basc: {username: u}}
        httpServer:
          thread: {}
          metrics: {paht: /m}
          authentication: {basic: {user: u, username: u, password: p}, plug: x}
        selfMetrics: {jxm: true}
        """;
    assertThat(reader.read("f", file)).isPresent();
    assertThat(reader.findings().unknownKeys())
        .extracting(message -> message.replaceAll(".*unknown key (\\S+?);?( .*)?$", "$1"))
        .containsExactlyInAnyOrder(
            "server.tls.enable",
            "server.auth.basc",
            "httpServer.thread",
            "httpServer.metrics.paht",
            "httpServer.authentication.basic.user",
            "httpServer.authentication.plug",
            "selfMetrics.jxm");
  }

  @Test
  void aPasswordWithoutAUserDoesNotLeaveTheMetricsOpen() {
    assertThat(errors("server: {auth: {basic: {usrname: u, password: p}}}"))
        .containsExactly("server.auth.basic.username is missing");
    assertThat(errors("httpServer: {authentication: {basic: {passwordHash: " + HASH + "}}}"))
        .containsExactly("httpServer.authentication.basic.username is missing");
    String both = "httpServer: {authentication: {}}\nserver: {auth: {basic: {username: u, ";
    assertThat(read(both + "password: p}}}").server().auth())
        .isEqualTo(new BasicAuth("u", new Secret.Plain("p")));
  }

  @Test
  void resolvesTheVariableOfAHashedPassword() {
    SettingsReader reader = reader(Map.of(), Map.of("HASH", HASH));
    String file = "server: {auth: {basic: {username: u, password_hash: '${HASH}'}}}";
    assertThat(reader.read("f", file).orElseThrow().server().auth())
        .isEqualTo(new BasicAuth("u", hashed(HashKind.SHA_256, "", HASH)));
  }

  private static Secret hashed(HashKind kind, String salt, String hash) {
    return new Secret.Hashed(kind, salt, hash);
  }

  private static String basic(String keys) {
    return "httpServer: {authentication: {basic: {username: u, " + keys + "}}}";
  }

  @Test
  void readsEveryHashThatJmxExporterKnows() {
    String sha1 = "C0:FF".repeat(10);
    String salted = read(basic("algorithm: SHA-1, salt: s, passwordHash: '" + sha1 + "'")) + "";
    assertThat(salted).doesNotContainIgnoringCase("c0ff");
    assertThat(
            read(basic("algorithm: SHA-1, salt: s, passwordHash: '" + sha1 + "'")).server().auth())
        .isEqualTo(new BasicAuth("u", hashed(HashKind.SHA_1, "s", "c0ff".repeat(10))));
    String usual = "algorithm: PBKDF2WithHmacSHA512, salt: s, passwordHash: ";
    assertThat(read(basic(usual + "ab".repeat(16))).server().auth())
        .isEqualTo(
            new BasicAuth(
                "u", new Secret.Stretched(HashKind.SHA_512, "s", 210_000, "ab".repeat(16))));
    String all = "iterations: 5, keyLength: 16, algorithm: PBKDF2WithHmacSHA1, salt: s, ";
    assertThat(read(basic(all + "passwordHash: abcd")).server().auth())
        .isEqualTo(new BasicAuth("u", new Secret.Stretched(HashKind.SHA_1, "s", 5, "abcd")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "algorithm: MD5, passwordHash: ab | algorithm 'MD5' is not plaintext, SHA-1",
        "algorithm: SHA-256, password: p | algorithm 'SHA-256' needs a passwordHash",
        "algorithm: plaintext, passwordHash: ab | algorithm 'plaintext' needs a password",
        "password: p, passwordHash: ab | password: give either",
        "algorithm: SHA-1, passwordHash: xyz | passwordHash has characters that are no hexa",
        "algorithm: SHA-1, passwordHash: abc | passwordHash has 3 hexadecimal digits, not the 40 of",
        "algorithm: PBKDF2WithHmacSHA1, keyLength: 8, passwordHash: ab | salt is missing",
        "algorithm: PBKDF2WithHmacSHA1, salt: s, passwordHash: ab | the 32 of a keyLength of 128",
        "algorithm: PBKDF2WithHmacSHA1, salt: s, keyLength: 8, iterations: 6500001,"
            + " passwordHash: ab | iterations must be at most 6500000 for a keyLength of 8",
        "algorithm: PBKDF2WithHmacSHA1, salt: s, keyLength: 12, passwordHash: abc | keyLength must"
      })
  void refusesAPasswordThatCanNeverBeRight(String keys, String told) {
    assertThat(errors(basic(keys))).singleElement().asString().contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1, 160, 6500000",
    "SHA1, 168, 3250000",
    "SHA256, 256, 3000000",
    "SHA512, 512, 1050000",
    "SHA512, 1024, 525000"
  })
  void boundsTheWorkOfAHashByItsIterationsAndItsLength(String hash, int bits, int most) {
    String keys =
        "algorithm: PBKDF2WithHmac%s, salt: s, keyLength: %d, passwordHash: %s, iterations: "
            .formatted(hash, bits, "a".repeat(bits / 4));
    assertThat(read(basic(keys + most)).server().auth()).isNotNull();
    assertThat(errors(basic(keys + (most + 1))))
        .singleElement()
        .asString()
        .endsWith("iterations must be at most " + most + " for a keyLength of " + bits);
  }

  @Test
  void refusesAHashThatHasLostDigits() {
    String keys = "algorithm: SHA-512, salt: s, passwordHash: ";
    assertThat(read(basic(keys + "0" + "a".repeat(127))).server().auth()).isNotNull();
    for (String lost : new String[] {"a".repeat(127), "a".repeat(129), "a".repeat(64)}) {
      assertThat(errors(basic(keys + lost)))
          .containsExactly(
              "httpServer.authentication.basic.passwordHash has "
                  + lost.length()
                  + " hexadecimal digits, not the 128 of SHA-512; zeros in front count");
    }
    assertThat(errors("server: {auth: {basic: {username: u, password_hash: abcd}}}"))
        .containsExactly(
            "server.auth.basic.password_hash has 4 hexadecimal digits, not the 64 of SHA-256;"
                + " zeros in front count");
  }

  @ParameterizedTest
  @CsvSource({"RJMX_TLS_ENABLED", "RJMX_EMIT_ORIGINAL_CASE"})
  void aSwitchIsTrueOrFalseAndNothingElse(String variable) {
    SettingsReader reader = reader(Map.of(), Map.of(variable, "yes"));
    assertThat(reader.read("f", EMPTY)).isEmpty();
    assertThat(reader.findings().errors())
        .containsExactly(variable + " 'yes' is neither true nor false");
    assertThat(reader(Map.of(), Map.of(variable, "False")).read("f", EMPTY)).isPresent();
    SettingsReader byFlag = reader(Map.of("tls-enabled", "1"), Map.of());
    assertThat(byFlag.read("f", EMPTY)).isEmpty();
    assertThat(byFlag.findings().errors())
        .containsExactly("--tls-enabled '1' is neither true nor false");
  }

  @ParameterizedTest
  @CsvSource({"data-center", "'1st'", "__name__", "'a:b'", "''"})
  void refusesWhatIsNoNameOfALabel(String label) {
    String targets = "targets: [{name: a, url: 'http://a/j', labels: {'" + label + "': x}}]";
    assertThat(errors(targets))
        .containsExactly("targets[1].labels: '" + label + "' is no name of a label");
    assertThat(read(targets.replace("'" + label + "':", "data_center:")).targets()).hasSize(1);
  }

  @Test
  void decodesTheUserInAnAddress() {
    String file = "jolokia: {url: 'http://a%40b:p%3A+%2f@app:1/j'}";
    assertThat(shown(file, Map.of(), Map.of())).endsWith(" a@b:p:+/");
  }

  @Test
  void severalTargetsInheritWhatTheyDoNotSay() {
    Settings settings =
        read(
            """
            jolokia: {username: u, password: p, timeout_ms: 700}
            targets:
              - {name: a, url: "http://a:1/jolokia"}
              - {name: b, url: "http://x:y@b:2/jolokia", timeout_ms: 9, labels: {zone: north}}
            """);
    TargetSettings first = settings.targets().get(0);
    TargetSettings second = settings.targets().get(1);
    assertThat(List.of(first.username(), first.timeoutMillis())).containsExactly("u", 700L);
    assertThat(List.of(second.username(), second.timeoutMillis())).containsExactly("x", 9L);
    assertThat(second.labels()).containsEntry("zone", "north");
    assertThat(second.toString()).isEqualTo("b (http://b:2/jolokia)");
  }

  @Test
  void refusesTargetsThatCannotBeToldApart() {
    String twice = "targets: [{name: a, url: 'http://a/j'}, {name: a, url: 'http://b/j'}]";
    assertThat(errors(twice)).containsExactly("two targets are called a");
    assertThat(errors("targets: []")).containsExactly("targets is empty");
    assertThat(errors("jolokia: {url: 'http://a/j'}\ntargets: [{name: a, url: 'http://a/j'}]"))
        .containsExactly("jolokia.url and targets exclude each other");
  }

  @Test
  void aFileWithoutAnAddressIsJmxExportersUnlessItSaysOtherwise() {
    assertThat(read("rules: [{pattern: '.*'}]").naming().dialect()).isEqualTo(Dialect.JMX_EXPORTER);
    assertThat(read("startDelaySeconds: 1").rules()).as("everything").hasSize(1);
    SettingsReader told = reader(Map.of(), Map.of("RJMX_COMPAT", "rjmx"));
    assertThat(told.read("f", "startDelaySeconds: 1").orElseThrow().rules()).isEmpty();
    assertThat(errors("compat: other"))
        .containsExactly("compat 'other' is not auto, rjmx or jmx_exporter");
    SettingsReader misused = reader(Map.of(), Map.of("RJMX_COMPAT", "other"));
    assertThat(misused.read("f", "")).isEmpty();
    assertThat(misused.findings().isMisused()).isTrue();
  }

  @Test
  void saysWhatOfJmxExportersKeysMeansNothingHere() {
    SettingsReader reader = reader(Map.of(), Map.of());
    String file =
        """
        hostPort: a:1
        jmxUrl: x
        ssl: true
        openTelemetry: {endpoint: x}
        excludeJvmMetrics: true
        username: u
        password: p
        httpServer: {threads: {}, ssl: {}}
        server: {openmetrics: true}
        scrape: {single_flight: false}
        blacklistObjectNames: [nonsense]
        """;
    assertThat(reader.read("f", file)).isPresent();
    assertThat(reader.findings().warnings())
        .extracting(warning -> warning.substring(0, warning.indexOf(':')))
        .containsExactlyInAnyOrder(
            "hostPort",
            "jmxUrl",
            "ssl",
            "openTelemetry",
            "excludeJvmMetrics",
            "username and password",
            "httpServer.threads",
            "httpServer.ssl",
            "server.openmetrics",
            "scrape.single_flight",
            "blacklistObjectNames");
    assertThat(reader.findings().unknownKeys()).isEmpty();
  }
}
