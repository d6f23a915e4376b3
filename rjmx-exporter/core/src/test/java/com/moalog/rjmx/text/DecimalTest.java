package com.moalog.rjmx.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTest {

  /** How many random doubles; {@code -Drjmx.doubles=5000000} for a long look. */
  private static final int DOUBLES = Integer.getInteger("rjmx.doubles", 60_000);

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "01", "1.", ".5", "1e", "1e+", "+1", "0x1", "1 ", "NaN", "--1"})
  void refusesWhatIsNoNumber(String text) {
    assertThat(DecimalReader.read(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.1",
        "1e23",
        "8.5e-5",
        "9007199254740993",
        "9223372036854775807",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e400",
        "1e-400",
        "1e99999999999",
        "0.000000000000000000000000000000000000000000000000000000000000000000001e70",
        "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        "100000000000000000000000000000000000000000000000000000000000000000000000000.5"
      })
  void readsTheNearestDouble(String text) {
    assertThat(DecimalReader.read(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void cutsLongTailsWithoutChangingTheRounding() {
    String half = "9007199254740992.5";
    String justMore = "9007199254740993." + "0".repeat(900) + "1";
    assertThat(DecimalReader.read(half)).isEqualTo(9007199254740992.0);
    assertThat(DecimalReader.read(justMore)).isEqualTo(9007199254740994.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "3, 3",
    "-17, -17",
    "999999999999999, 999999999999999",
    "1000000000000000, 1000000000000000",
    "0.1, 0.1",
    "-2.5, -2.5",
    "0.00001, 0.00001",
    "0.0000001, 1e-7",
    "1.5e300, 1.5e300",
    "1e21, 1e21",
    "1e20, 100000000000000000000",
    "0.3333333333333333, 0.3333333333333333",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e308"
  })
  void writesTheShortestDecimal(double value, String text) {
    assertThat(DecimalWriter.text(value)).isEqualTo(text);
  }

  @Test
  void writesWhatIsNoNumberAsPrometheusDoes() {
    assertThat(DecimalWriter.text(Double.NaN)).isEqualTo("NaN");
    assertThat(DecimalWriter.text(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(DecimalWriter.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Test
  void readsBackEveryDoubleItWrites() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < DOUBLES; i++) {
      double value = anyDouble(random, i);
      String text = DecimalWriter.text(value);
      assertThat(DecimalReader.read(text)).as(text).isEqualTo(value + 0.0);
      assertThat(Double.parseDouble(text)).as(text).isEqualTo(value + 0.0);
      String shortest = Double.toString(value);
      assertThat(digits(text)).as(shortest).isLessThanOrEqualTo(digits(shortest));
    }
  }

  @Test
  void readsEveryDoubleTheJdkWrites() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < DOUBLES; i++) {
      double value = anyDouble(random, i);
      assertThat(DecimalReader.read(Double.toString(value))).isEqualTo(value);
    }
  }

  private static double anyDouble(SplittableRandom random, int turn) {
    double value =
        switch (turn % 4) {
          case 0 -> random.nextInt(1_000_000) / 1000.0;
          case 1 -> random.nextDouble();
          case 2 -> Math.pow(2, random.nextInt(-1000, 1000));
          default -> Double.longBitsToDouble(random.nextLong());
        };
    return Double.isFinite(value) ? value : turn;
  }

  private static int digits(String text) {
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = exponent < 0 ? text : text.substring(0, exponent);
    String digits = mantissa.replaceAll("[-.]", "").replaceAll("^0+", "");
    return digits.replaceAll("0+$", "").length();
  }
}
