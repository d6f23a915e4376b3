package com.moalog.server.contract;

import com.moalog.server.testing.OriginalFiles;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one of the original's load or chaos scripts sends, and what it takes for success.
 *
 * @param describes who the script plays
 * @param login how it gets its token
 * @param forwardedFor the address that it pretends to come from, if it does
 * @param requests what it sends, each with its share in percent
 * @param errorsPerThousand how many answers may be none of those that it accepts
 * @param mustSee a status that has to be among the answers, if there is one
 */
record ClientScript(
    String describes,
    Request login,
    @Nullable String forwardedFor,
    List<Request> requests,
    int errorsPerThousand,
    @Nullable Integer mustSee) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  ClientScript {
    requests = List.copyOf(requests);
  }

  static ClientScript read(String name) {
    String text = OriginalFiles.text("/original/clients/" + name + ".json");
    return JSON.readValue(text, ClientScript.class);
  }

  /**
   * One kind of request; places in braces are filled anew for each.
   *
   * @param share of all requests, in percent
   * @param accepts the statuses that count as success
   * @param mustSucceed whether a 200 has to say so in its body as well
   * @param repeated whether it is sent twice as it stands
   */
  record Request(
      @Nullable Integer share,
      String method,
      String path,
      @Nullable String body,
      @Nullable Map<String, String> headers,
      @Nullable List<Integer> accepts,
      @Nullable Boolean mustSucceed,
      @Nullable Boolean repeated) {

    boolean isRepeated() {
      return Boolean.TRUE.equals(repeated);
    }
  }
}
