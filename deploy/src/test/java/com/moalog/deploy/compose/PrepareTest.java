package com.moalog.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes the secrets of the Compose stack, in a copy of what it reads. */
class PrepareTest {

  @TempDir Path root;

  @BeforeEach
  void copyWhatItReads() throws Exception {
    Path folder = Files.createDirectories(root.resolve("deploy/compose"));
    Files.copy(ComposeFile.FOLDER.resolve("prepare"), folder.resolve("prepare"));
    Files.copy(ComposeFile.ROOT.resolve(".env.example"), root.resolve(".env.example"));
  }

  private Shell.Ended prepare(Map<String, String> variables) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("MOALOG_STATE_DIR", "", "DOCKER_HOST", ""));
    all.putAll(variables);
    return Shell.run(root, all, "deploy/compose/prepare");
  }

  private String written() throws Exception {
    return Files.readString(root.resolve(".moalog/compose/compose.env"));
  }

  @Test
  void makesSecretsOnceAndKeepsThemToItself() throws Exception {
    assertThat(prepare(Map.of()).exit()).isZero();
    String first = written();
    assertThat(first)
        .containsPattern("(?m)^JWT_SECRET='[A-Za-z0-9+/]{43}='$")
        .containsPattern("(?m)^MYSQL_APP_PASSWORD='[0-9a-f]{48}'$");
    assertThat(prepare(Map.of()).exit()).isZero();
    assertThat(written()).isEqualTo(first);
    for (String file : new String[] {"secrets.env", "compose/compose.env"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(root.resolve(".moalog").resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(Files.getPosixFilePermissions(root.resolve(".moalog/compose/secrets")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void usesWhatTheLauncherHasMade() throws Exception {
    Files.createDirectory(root.resolve(".moalog"));
    Files.writeString(root.resolve(".moalog/secrets.env"), "JWT_SECRET='made+before='\n");
    assertThat(prepare(Map.of()).exit()).isZero();
    assertThat(written()).contains("JWT_SECRET='made+before='\n");
  }

  @Test
  void theEnvironmentWinsOverDotEnvAndThatOverTheExample() throws Exception {
    Files.writeString(
        root.resolve(".env"),
        "REDIS_PASSWORD=mine   # a comment\nJWT_SECRET=\"in quotes\"\nGRAFANA_ADMIN_PASSWORD='a $5 one'\n");
    assertThat(prepare(Map.of("ACTUATOR_PASSWORD", "theirs")).exit()).isZero();
    assertThat(written())
        .contains(
            "REDIS_PASSWORD='mine'\n",
            "JWT_SECRET='in quotes'\n",
            "GRAFANA_ADMIN_PASSWORD='a $5 one'\n",
            "ACTUATOR_PASSWORD='theirs'\n",
            "FLUXPAY_DB_PASSWORD='fluxpay'\n",
            "ALERTMANAGER_CONFIG='alertmanager.yml'\n");
    assertThat(root.resolve(".moalog/compose/secrets/actuator-password")).hasContent("theirs");
  }

  /** Compose trims the spaces first, and then a comment no longer follows one. */
  @Test
  void noEmptyValueOfTheExampleHasACommentBesideIt() throws Exception {
    assertThat(Files.readAllLines(root.resolve(".env.example")))
        .noneMatch(line -> line.matches("[A-Z_]+=\\s*#.*"));
  }

  @Test
  void writesEveryVariableOnceAsItIsInForce() throws Exception {
    Files.writeString(root.resolve(".env"), "ALLOWED_ORIGINS=\"a $b\"   # mine\n");
    assertThat(prepare(Map.of("AI_PROVIDER", "openai")).exit()).isZero();
    List<String> names =
        Files.readAllLines(root.resolve(".env.example")).stream()
            .filter(line -> line.matches("[A-Z_]+=.*"))
            .map(line -> line.split("=", 2)[0])
            .toList();
    assertThat(names).hasSizeGreaterThan(40);
    assertThat(written().lines().skip(1).map(line -> line.split("=", 2)[0]))
        .doesNotHaveDuplicates()
        .containsAll(names);
    assertThat(written())
        .contains("ALLOWED_ORIGINS='a $b'\n", "AI_PROVIDER='openai'\n", "TOSS_API_URL=''\n");
  }

  @Test
  void theSandboxPlaysOnlyTheProviderThatNobodyRegistered() throws Exception {
    Files.writeString(
        root.resolve(".env"), "KAKAO_CLIENT_ID=mine\nKAKAO_CLIENT_SECRET=hidden\nSANDBOX_PORT=7\n");
    assertThat(prepare(Map.of()).exit()).isZero();
    assertThat(written())
        .contains(
            "GOOGLE_CLIENT_ID='sandbox'\n",
            "GOOGLE_AUTHORIZE_URL='http://localhost:7/google/authorize'\n",
            "GOOGLE_TOKEN_URL='http://sandbox:8089/google/token'\n",
            "KAKAO_CLIENT_ID='mine'\n",
            "KAKAO_CLIENT_SECRET='hidden'\n",
            "KAKAO_AUTHORIZE_URL=''\n",
            "KAKAO_TOKEN_URL=''\n",
            "KAKAO_USERINFO_URL=''\n");
  }

  @Test
  void tellsSlackWhenThereIsAWebhook() throws Exception {
    assertThat(prepare(Map.of("SLACK_WEBHOOK_URL", "https://slack.example/x")).exit()).isZero();
    assertThat(written()).contains("ALERTMANAGER_CONFIG='alertmanager-slack.yml'\n");
    assertThat(root.resolve(".moalog/compose/secrets/slack-webhook-url"))
        .hasContent("https://slack.example/x");
  }

  @Test
  void sendsTracesToTheCollectorWhereThereIsOne() throws Exception {
    assertThat(prepare(Map.of("PROFILE", "full")).exit()).isZero();
    assertThat(written()).contains("OTEL_EXPORTER_OTLP_ENDPOINT='http://otel-collector:4318'\n");
    assertThat(prepare(Map.of("PROFILE", "core")).exit()).isZero();
    assertThat(written()).contains("OTEL_EXPORTER_OTLP_ENDPOINT=''\n");
  }

  @Test
  void refusesPasswordsThatEverybodyKnowsOnAnotherMachine() throws Exception {
    Shell.Ended refused = prepare(Map.of("DOCKER_HOST", "tcp://10.0.0.5:2376"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("10.0.0.5", "MYSQL_ROOT_PASSWORD", "GRAFANA_ADMIN_PASSWORD", "AUTH_EMAIL_LOGIN");
    assertThat(root.resolve(".moalog/compose")).doesNotExist();

    Map<String, String> own = new HashMap<>(Map.of("DOCKER_HOST", "ssh://ops@host"));
    for (String name :
        new String[] {
          "MYSQL_ROOT_PASSWORD",
          "REDIS_PASSWORD",
          "FLUXPAY_DB_PASSWORD",
          "ACTUATOR_PASSWORD",
          "GRAFANA_ADMIN_PASSWORD"
        }) {
      own.put(name, "chosen");
    }
    own.put("AUTH_EMAIL_LOGIN_ENABLED", "false");
    assertThat(prepare(own).exit()).isZero();
  }
}
