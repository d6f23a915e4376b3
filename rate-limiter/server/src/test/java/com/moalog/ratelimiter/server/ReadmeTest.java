package com.moalog.ratelimiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.JsonFormat.TypeRegistry;
import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.Rules;
import com.moalog.ratelimiter.core.rules.RulesFile;
import com.moalog.ratelimiter.core.rules.RulesFileException;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.extensions.filters.http.ratelimit.v3.RateLimit;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the README shows can be used as it is. */
class ReadmeTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theRulesFilesAreRules() throws RulesFileException {
    Rules rules = rules("rules:");
    assertThat(rules.inOrder()).extracting(Rule::name).containsExactly("global-api", "ai-guide");
    assertThat(rules("domains:").domains()).extracting(Domain::name).containsExactly("edge");
    assertThat(rules("domains:").domains().getFirst().limits()).hasSize(2);
  }

  @Test
  void theConfigurationOfEnvoyIsOne() throws InvalidProtocolBufferException {
    Map<String, Object> yaml = new Yaml().load(block("static_resources:"));
    TypeRegistry types =
        TypeRegistry.newBuilder()
            .add(HttpConnectionManager.getDescriptor())
            .add(RateLimit.getDescriptor())
            .add(Router.getDescriptor())
            .add(HttpProtocolOptions.getDescriptor())
            .build();
    Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
    JsonFormat.parser().usingTypeRegistry(types).merge(new JsonObject(yaml).encode(), bootstrap);
    assertThat(bootstrap.getStaticResources().getClustersCount()).isEqualTo(2);
    assertThat(bootstrap.getStaticResources().getListenersCount()).isEqualTo(1);
  }

  private static Rules rules(String start) throws RulesFileException {
    return new RulesFile(Algorithm.TOKEN_BUCKET).parse("README.md", block(start));
  }

  private static String block(String start) {
    return blocks().stream().filter(block -> block.startsWith(start)).findFirst().orElseThrow();
  }

  private static List<String> blocks() {
    try {
      String readme = Files.readString(Path.of("..", "README.md"));
      return YAML.matcher(readme).results().map((MatchResult found) -> found.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the README cannot be read", e);
    }
  }
}
