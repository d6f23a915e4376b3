package com.moalog.rjmx.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.rjmx.regex.Regex;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final String PATTERN = "(?<first>a)(b)(c)?";
  private static final String TEXT = "ab";

  /** Groups 1 = a, 2 = b, 3 unmatched, and a property. */
  private static final Captures CAPTURES =
      new Captures() {
        @Override
        public String group(int number) {
          return number == 1 ? "a" : number == 2 ? "b" : number == 0 ? "ab" : "";
        }

        @Override
        public String group(String name) {
          return Map.of("first", "a", "type", "Memory").getOrDefault(name, "");
        }
      };

  @ParameterizedTest
  @CsvSource({
    "jvm_$1_bytes, jvm_a_bytes",
    "$1$2, ab",
    "x$3y, xy",
    "$12, ''",
    "$13, a3",
    "${first}, a",
    "${2}, b",
    "$type, Memory",
    "${type}_x, Memory_x",
    "\\$1, $1",
    "a$, a$",
    "$-1, $-1",
    "${, ${",
    "$unknown, ''",
    "a\\b, a\\b",
  })
  void ownDialectLeavesWhatIsNoReference(String template, String expected) {
    assertThat(Template.lenient(template).render(CAPTURES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jvm_$1_bytes", "$1$2", "x$3y", "$13", "${first}", "\\$1", "a\\\\b", "$0"})
  void jmxExportersDialectIsThatOfTheJdk(String template) throws Exception {
    Matcher jdk = Pattern.compile(PATTERN).matcher(TEXT);
    String seen = Template.strict(template, Regex.compile(PATTERN)).render(CAPTURES);
    assertThat(seen).isEqualTo(jdk.replaceFirst(template));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$4", "${second}", "a$", "$x", "end\\"})
  void jmxExportersDialectRefusesWhatTheJdkRefuses(String template) {
    Matcher jdk = Pattern.compile(PATTERN).matcher(TEXT);
    assertThatThrownBy(() -> jdk.replaceFirst(template)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Template.strict(template, Regex.compile(PATTERN)))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("'" + template + "'");
  }
}
