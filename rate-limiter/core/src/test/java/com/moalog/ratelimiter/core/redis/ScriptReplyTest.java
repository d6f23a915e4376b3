package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReplyTest {

  @Test
  void readsEveryNumber() {
    ScriptReply reply = ScriptReply.of("1 -1 0 9007199254740991");
    assertThat(LongStream.range(0, reply.size()).map(i -> reply.number((int) i)))
        .containsExactly(1L, -1L, 0L, 9_007_199_254_740_991L);
  }

  @Test
  void readsAsManyAsThereAre() {
    String text =
        LongStream.rangeClosed(1, 4_001).mapToObj(Long::toString).collect(Collectors.joining(" "));
    ScriptReply reply = ScriptReply.of(text);
    assertThat(reply.size()).isEqualTo(4_001);
    assertThat(reply.number(4_000)).isEqualTo(4_001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1  2", "1 2 ", "1,2", "1e3", "9223372036854775808"})
  void refusesSomethingElse(String text) {
    assertThatThrownBy(() -> ScriptReply.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
