package com.moalog.deploy.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks an expression of GitHub Actions: literals, contexts, the functions that we use, {@code !},
 * {@code == != && ||} and parentheses. A recursive descent over its tokens; not thread-safe.
 */
final class Expression {

  private static final Set<String> FUNCTIONS =
      Set.of("always", "cancelled", "failure", "success", "contains", "startsWith", "endsWith");
  private static final Set<String> CONTEXTS =
      Set.of(
          "github.ref",
          "github.sha",
          "github.event_name",
          "github.repository",
          "github.actor",
          "github.token",
          "runner.os",
          "runner.temp");
  private static final Pattern TOKEN =
      Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z_][\\w.-]*|\\d+|==|!=|&&|\\|\\||[!(),])");

  private final List<String> tokens = new ArrayList<>();
  private final Set<String> matrix;
  private int at;

  private Expression(String text, Set<String> matrix) {
    this.matrix = matrix;
    Matcher token = TOKEN.matcher(text.strip());
    int end = 0;
    while (token.find() && token.start() == end) {
      tokens.add(token.group(1));
      end = token.end();
    }
    if (end != text.strip().length()) {
      throw new IllegalArgumentException("cannot read: " + text.strip().substring(end));
    }
  }

  /**
   * Checks the text between {@code ${{} and {@code }}}.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static void check(String text, Set<String> matrix) {
    Expression expression = new Expression(text, matrix);
    expression.any();
    if (expression.at < expression.tokens.size()) {
      throw new IllegalArgumentException("not expected: " + expression.tokens.get(expression.at));
    }
  }

  private void any() {
    term();
    while (Set.of("&&", "||", "==", "!=").contains(peek())) {
      at++;
      term();
    }
  }

  private void term() {
    String token = next();
    if (token.equals("!")) {
      term();
    } else if (token.equals("(")) {
      any();
      expect(")");
    } else if (token.startsWith("'") || token.matches("\\d+|true|false|null")) {
      return;
    } else if (peek().equals("(")) {
      call(token);
    } else if (!CONTEXTS.contains(token)
        && !(token.startsWith("matrix.") && matrix.contains(token.substring(7)))) {
      throw new IllegalArgumentException("unknown context " + token);
    }
  }

  private void call(String function) {
    if (!FUNCTIONS.contains(function)) {
      throw new IllegalArgumentException("unknown function " + function);
    }
    expect("(");
    while (!peek().equals(")")) {
      any();
      if (peek().equals(",")) {
        at++;
      }
    }
    expect(")");
  }

  private void expect(String token) {
    if (!next().equals(token)) {
      throw new IllegalArgumentException("expected " + token);
    }
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at >= tokens.size()) {
      throw new IllegalArgumentException("ends too early");
    }
    return tokens.get(at++);
  }
}
