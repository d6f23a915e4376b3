package com.moalog.chaos.network;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority of our own, made by the JDK's keytool, with one certificate that is valid
 * and one that expired a month ago. Immutable.
 *
 * @param folder where the key stores are
 */
public record Certificates(Path folder) {

  /** Opens every store; they are thrown away with the run. */
  public static final String PASSWORD = "throw-away";

  private static final String AUTHORITY = "authority.p12";

  /** Makes all of them in a folder of their own, in place of older ones. */
  public static Certificates make(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (String store : List.of(AUTHORITY, "trusted.p12", "valid.p12", "expired.p12")) {
      Files.deleteIfExists(folder.resolve(store));
    }
    Certificates made = new Certificates(folder);
    made.keytool(
        AUTHORITY,
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=Chaos authority",
        "-keyalg",
        "EC",
        "-ext",
        "bc:c",
        "-validity",
        "30");
    made.keytool(
        AUTHORITY, "-exportcert", "-alias", "ca", "-rfc", "-file", made.file("authority.pem"));
    made.keytool(
        "trusted.p12",
        "-importcert",
        "-alias",
        "ca",
        "-noprompt",
        "-file",
        made.file("authority.pem"));
    made.issue("valid", "-1d");
    made.issue("expired", "-60d");
    return made;
  }

  /** A certificate for localhost that is good for 30 days from its start. */
  private void issue(String name, String start) throws IOException, InterruptedException {
    String store = name + ".p12";
    keytool(store, "-genkeypair", "-alias", name, "-dname", "CN=localhost", "-keyalg", "EC");
    keytool(store, "-certreq", "-alias", name, "-file", file(name + ".csr"));
    keytool(
        AUTHORITY,
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        file(name + ".csr"),
        "-outfile",
        file(name + ".pem"),
        "-rfc",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-startdate",
        start,
        "-validity",
        "30");
    keytool(store, "-importcert", "-alias", "ca", "-noprompt", "-file", file("authority.pem"));
    keytool(store, "-importcert", "-alias", name, "-noprompt", "-file", file(name + ".pem"));
  }

  /** Trusts the authority. */
  public Path trusted() {
    return folder.resolve("trusted.p12");
  }

  public Path valid() {
    return folder.resolve("valid.p12");
  }

  public Path expired() {
    return folder.resolve("expired.p12");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void keytool(String store, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", file(store), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Path output = folder.resolve("keytool.log");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool " + arguments[0] + ": " + Files.readString(output).strip());
    }
  }
}
