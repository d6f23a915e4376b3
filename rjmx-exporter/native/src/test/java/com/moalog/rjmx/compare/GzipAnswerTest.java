package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed answers for those who ask for them, by either build. */
class GzipAnswerTest {

  private static final String BEAN =
      "[{\"value\":{\"a:type=X\":{\"Count\":5,\"\u00fc\":7}},\"status\":200}]";

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void metricsComeInGzipWhenTheAskerTakesIt(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN));
        HttpClient client = HttpClient.newHttpClient();
        RunningExporter exporter =
            RunningExporter.start(
                build, ConfigFile.of(ConfigFile.everything(target.url())), Map.of())) {
      String plain = exporter.metrics();
      for (String accepted : new String[] {"gzip", "deflate, GZIP;q=0.5, br"}) {
        HttpResponse<byte[]> packed = ask(client, exporter, accepted);
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length).isLessThan(plain.length() / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
          assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .contains("a_Count_{bean=\"type=X\"} 5\n")
              .containsPattern("(?m)^rjmx_up\\{.*} 1$")
              .endsWith("\n");
        }
      }
      for (String refused : new String[] {"identity", "gzip;q=0", "br, gzip; q=0.000", "gzipped"}) {
        HttpResponse<byte[]> whole = ask(client, exporter, refused);
        assertThat(whole.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(whole.body(), StandardCharsets.UTF_8)).contains("\na_Count_");
      }
    }
  }

  private static HttpResponse<byte[]> ask(
      HttpClient client, RunningExporter exporter, String accepted) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.port() + "/metrics"))
            .header("Accept-Encoding", accepted)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
