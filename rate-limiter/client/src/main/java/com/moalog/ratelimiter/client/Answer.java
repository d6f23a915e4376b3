package com.moalog.ratelimiter.client;

import com.moalog.ratelimiter.client.RateLimitResult.Allowed;
import com.moalog.ratelimiter.client.RateLimitResult.Bypassed;
import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the limiter's JSON leniently: only {@code allowed} must be there, unknown fields and nulls
 * are skipped, and both spellings of a field are understood.
 */
final class Answer {

  private static final JsonFactory JSON = new JsonFactory();

  private @Nullable Boolean allowed;
  private long limit = Quota.UNKNOWN;
  private long remaining = Quota.UNKNOWN;
  private long resetAfterSeconds = Quota.UNKNOWN;
  private long retryAfterSeconds = 1;

  private Answer() {}

  static RateLimitResult read(byte[] body) {
    Answer answer = new Answer();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      answer.readObject(json);
    } catch (JacksonException malformed) {
      return new Bypassed(BypassReason.UNREADABLE);
    }
    return answer.result();
  }

  private void readObject(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
        readFlag(name, value == JsonToken.VALUE_TRUE);
      } else if (value == JsonToken.VALUE_NUMBER_INT) {
        readNumber(name, json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
  }

  private void readFlag(String name, boolean value) {
    if (name.equals("allowed")) {
      allowed = value;
    }
  }

  private void readNumber(String name, long value) {
    switch (name) {
      case "limit" -> limit = value;
      case "remaining", "remainingTokens" -> remaining = value;
      case "resetAfterSeconds", "resetTimeSeconds" -> resetAfterSeconds = value;
      case "retryAfterSeconds" -> retryAfterSeconds = Math.max(1, value);
      default -> {
        // A field of a later version of the limiter.
      }
    }
  }

  private RateLimitResult result() {
    if (allowed == null) {
      return new Bypassed(BypassReason.UNREADABLE);
    }
    Quota quota = new Quota(limit, remaining, resetAfterSeconds);
    return allowed ? new Allowed(quota) : new Denied(quota, retryAfterSeconds);
  }
}
