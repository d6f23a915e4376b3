package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Why Redis did not decide. */
public enum RedisFault {
  TIMEOUT,
  CONNECTION,
  AUTH,
  READONLY,
  LOADING,
  OOM,
  WRONGTYPE,
  /** Another server has the key, or no server of the cluster does. */
  CLUSTER,
  /** The server is busy with somebody's script, or has lost its primary. */
  BUSY,
  OTHER;

  /** The fault behind a failed call. */
  public static RedisFault of(Throwable failure) {
    Throwable cause = unwrapped(failure);
    if (cause instanceof RedisCommandTimeoutException || cause instanceof TimeoutException) {
      return TIMEOUT;
    }
    if (cause instanceof RedisCommandExecutionException refused) {
      return ofReply(String.valueOf(refused.getMessage()));
    }
    if (cause instanceof RedisConnectionException && isAuthFault(cause)) {
      return AUTH;
    }
    if (cause instanceof PartitionException) {
      return CLUSTER;
    }
    return cause instanceof RedisException ? CONNECTION : OTHER;
  }

  /** Whether another connection may help where this one does not. */
  public boolean wantsNewConnection() {
    return switch (this) {
      // Nobody answers; a replica answers, where a failed primary was; the password has changed.
      case TIMEOUT, CONNECTION, READONLY, AUTH -> true;
      case LOADING, OOM, WRONGTYPE, CLUSTER, BUSY, OTHER -> false;
    };
  }

  /** In lower case, as the metrics write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException
            || cause instanceof ExecutionException
            || cause instanceof FunctionsRefusedException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** How the server itself words that a key holds something else than a count. */
  static RedisCommandExecutionException otherType() {
    return new RedisCommandExecutionException(
        "WRONGTYPE a key of the limiter holds something else than a count");
  }

  /** Whether the server does not know our functions or scripts, as after a restart. */
  static boolean isScriptMissing(Throwable failure) {
    return unwrapped(failure) instanceof RedisCommandExecutionException refused
        && (String.valueOf(refused.getMessage()).startsWith("NOSCRIPT")
            || String.valueOf(refused.getMessage()).contains("Function not found"));
  }

  private static RedisFault ofReply(String message) {
    String code = message.split("[ :]", 2)[0];
    return switch (code) {
      case "NOAUTH", "WRONGPASS", "NOPERM" -> AUTH;
      case "READONLY" -> READONLY;
      case "LOADING" -> LOADING;
      case "OOM" -> OOM;
      case "WRONGTYPE" -> WRONGTYPE;
      case "MOVED", "ASK", "TRYAGAIN", "CROSSSLOT", "CLUSTERDOWN" -> CLUSTER;
      case "BUSY", "MASTERDOWN" -> BUSY;
      default -> message.contains("WRONGTYPE") ? WRONGTYPE : OTHER;
    };
  }

  private static boolean isAuthFault(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("NOAUTH") || message.startsWith("WRONGPASS")) {
        return true;
      }
    }
    return false;
  }
}
