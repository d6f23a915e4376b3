package com.moalog.local.launcher.demo;

import java.util.Optional;
import java.util.function.Predicate;

/** A demand on an answer: empty when it is met, else what is wrong. */
@FunctionalInterface
interface Check {

  Optional<String> fault(Answer answer);

  /** The value at a JSON pointer reads exactly so. */
  static Check is(String pointer, Object expected) {
    return check(pointer, expected.toString(), text -> text.equals(expected.toString()));
  }

  static Check isNumber(String pointer) {
    return check(pointer, "a number above 0", text -> text.matches("[1-9][0-9]{0,17}"));
  }

  static Check isText(String pointer) {
    return check(pointer, "a text", text -> !text.isBlank());
  }

  static Check matches(String pointer, String pattern) {
    return check(pointer, "like " + pattern, text -> text.matches(pattern));
  }

  /** The list at a JSON pointer has so many items. */
  static Check hasItems(String pointer, int count) {
    return answer ->
        answer.at(pointer).isArray() && answer.at(pointer).size() == count
            ? Optional.empty()
            : Optional.of(
                "%s must have %d items and has %d"
                    .formatted(named(pointer), count, answer.at(pointer).size()));
  }

  /** The answer sets a cookie. */
  static Check setsCookie(String name) {
    return answer ->
        answer.cookie(name).isEmpty()
            ? Optional.of("the answer must set the cookie " + name)
            : Optional.empty();
  }

  private static Check check(String pointer, String expectation, Predicate<String> test) {
    return answer -> {
      String text = answer.at(pointer).isNull() ? "null" : answer.text(pointer);
      return test.test(text)
          ? Optional.empty()
          : Optional.of("%s must be %s and is '%s'".formatted(named(pointer), expectation, text));
    };
  }

  private static String named(String pointer) {
    return pointer.isEmpty() ? "the content" : pointer.substring(1).replace('/', '.');
  }
}
