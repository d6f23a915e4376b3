package com.moalog.rjmx.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: 1;a: 2                  | 2:1 | stands twice
          a:;  b: 1; c: 2            | 3:2 | indentation
          a: [1, 2                   | 1:4 | not closed
          a: 'open                   | 1:4 | no end
          a: *nobody                 | 1:4 | no anchor
          a: "\\q"                   | 1:7 | escape
          rules:;  - pattern x;  y   | 3:3 | indentation
          """)
  void tellsLineAndColumnOfWhatIsWrong(String text, String mark, String reason) {
    assertThatThrownBy(() -> YamlReader.read(text.replace(';', '\n')))
        .isInstanceOfSatisfying(
            YamlException.class,
            fault -> {
              assertThat(fault.mark()).hasToString(mark);
              assertThat(fault).hasMessageContaining(reason);
            });
  }

  @Test
  void readsTheLongestTextAndRefusesALongerOne() throws Exception {
    String longest = "#".repeat(YamlReader.LENGTH_LIMIT);
    assertThat(YamlReader.read(longest)).isInstanceOf(YamlNode.Scalar.class);
    assertThatThrownBy(() -> YamlReader.read(longest + "#"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("longer than 1048576 characters");
  }

  @Test
  void marksEveryNodeWhereItBegins() throws Exception {
    YamlNode.Mapping root = (YamlNode.Mapping) YamlReader.read("a: 1\nb:\n  - x\n  - {c: 2}\n");
    assertThat(root.entries().get("b"))
        .isInstanceOfSatisfying(
            YamlNode.Sequence.class,
            list ->
                assertThat(list.items())
                    .extracting(item -> item.mark().toString())
                    .containsExactly("3:5", "4:5"));
  }

  @Test
  void readsQuotesBlocksAnchorsAndComments() throws Exception {
    String text =
        """
        # a comment
        plain: a b # not this
        single: 'it''s $1'
        double: "a\\tb\\u00e9"
        folded: >-
          one
          two
        literal: |
          one
          two
        base: &b {x: 1}
        again: *b
        nothing: ~
        """;
    YamlNode.Mapping root = (YamlNode.Mapping) YamlReader.read(text);
    assertThat(text(root, "plain")).isEqualTo("a b");
    assertThat(text(root, "single")).isEqualTo("it's $1");
    assertThat(text(root, "double")).isEqualTo("a\tb\u00e9");
    assertThat(text(root, "folded")).isEqualTo("one two");
    assertThat(text(root, "literal")).isEqualTo("one\ntwo\n");
    assertThat(root.entries().get("again")).isEqualTo(root.entries().get("base"));
    assertThat(root.entries().get("nothing"))
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class, scalar -> assertThat(scalar.isNull()).isTrue());
  }

  private static String text(YamlNode.Mapping root, String key) {
    return root.entries().get(key) instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }
}
