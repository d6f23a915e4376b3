package com.moalog.local.launcher.console;

import java.util.List;
import java.util.stream.Stream;

/**
 * One picture of the page: what it answers, and the query that answers it.
 *
 * @param question what a reader wants to know, in plain words
 * @param unit {@code per second}, {@code ms}, {@code %}, {@code s} or a noun in the plural
 * @param worrying from where on a value is bad; not a number where no value is
 * @param query PromQL; a label called {@code line} names the lines where there are several
 */
record Chart(String id, String title, String question, String unit, double worrying, String query) {

  private static final double NEVER = Double.NaN;

  /** Every picture, the most important ones first. */
  static List<Chart> all() {
    return Stream.concat(traffic().stream(), behind().stream()).toList();
  }

  /** What people who use the platform notice. */
  private static List<Chart> traffic() {
    return List.of(
        new Chart(
            "requests",
            "Requests",
            "How much is asked of moalog-server?",
            "per second",
            NEVER,
            "sum(rate(axum_http_requests_total[1m]))"),
        new Chart(
            "latency",
            "Waiting time",
            "How long do 95 of 100 requests wait at most?",
            "ms",
            500,
            "1000 * histogram_quantile(0.95, sum by (le)"
                + " (rate(axum_http_requests_duration_seconds_bucket[1m])))"),
        new Chart(
            "errors",
            "Errors",
            "Which share of the requests did the platform fail?",
            "%",
            1,
            "100 * sum(rate(axum_http_requests_total{status=~\"5..\"}[1m]))"
                + " / sum(rate(axum_http_requests_total[1m]))"),
        new Chart(
            "limiter",
            "Rate limiter",
            "How many requests does it let pass, and how many does it refuse?",
            "per second",
            NEVER,
            "label_replace(label_replace(sum by (allowed)"
                + " (rate(rate_limiter_requests_total[1m])), \"line\", \"passed\", \"allowed\","
                + " \"true\"), \"line\", \"refused\", \"allowed\", \"false\")"));
  }

  /** What goes on behind it: payments, and what a paid AI is asked. */
  private static List<Chart> behind() {
    return List.of(
        new Chart(
            "outbox",
            "Payment events",
            "How long has the oldest event waited for Kafka?",
            "s",
            60,
            "max(fluxpay_outbox_oldest_age_seconds)"),
        new Chart(
            "payments",
            "Payments",
            "How many payments end, and how?",
            "per minute",
            NEVER,
            "label_replace(60 * sum by (status) (rate(fluxpay_payment_total[1m])), \"line\","
                + " \"$1\", \"status\", \"(.*)\")"),
        new Chart(
            "ai",
            "AI calls",
            "How often does the AI read and answer?",
            "per minute",
            NEVER,
            "label_replace(60 * sum by (outcome) (rate(moalog_ai_calls_total[1m])), \"line\","
                + " \"$1\", \"outcome\", \"(.*)\")"),
        new Chart(
            "tokens",
            "AI spend",
            "How many tokens did a paid AI use in the last hour? The built-in one is free.",
            "tokens",
            NEVER,
            "sum(increase(moalog_ai_tokens_total[1h])) or vector(0)"));
  }
}
