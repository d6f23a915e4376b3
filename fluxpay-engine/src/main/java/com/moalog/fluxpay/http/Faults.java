package com.moalog.fluxpay.http;

import com.moalog.fluxpay.database.DatabaseUnavailableException;
import com.moalog.fluxpay.model.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Translates what went wrong on the way through the framework into the error catalogue. */
public final class Faults {

  /** How long a client should wait when the engine cannot serve. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** A chain of causes longer than this is not followed. */
  private static final int CAUSE_LIMIT = 20;

  private Faults() {}

  /** The refusal that a client is shown; whatever is not known is {@code SYS_001}. */
  public static RefusedException refusalFor(Exception fault) {
    return switch (fault) {
      case RefusedException refused -> refused;
      case MethodArgumentTypeMismatchException mismatch ->
          RefusedException.ofField(mismatch.getName(), "is malformed");
      case MissingServletRequestParameterException missing ->
          RefusedException.ofField(missing.getParameterName(), "is required");
      case ServletRequestBindingException _ -> RefusedException.of(ErrorCode.VAL_001);
      case HttpMediaTypeException _ ->
          RefusedException.of(ErrorCode.VAL_001, HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
      case HttpRequestMethodNotSupportedException _ -> RefusedException.of(ErrorCode.SYS_405);
      case NoResourceFoundException _ -> RefusedException.of(ErrorCode.SYS_404);
      case NoHandlerFoundException _ -> RefusedException.of(ErrorCode.SYS_404);
      default ->
          isDatabaseAway(fault)
              ? RefusedException.retryLater(ErrorCode.SYS_002, RETRY_AFTER)
              : RefusedException.of(ErrorCode.SYS_001);
    };
  }

  /** Whether PostgreSQL was unreachable, overloaded, or in the middle of stopping. */
  private static boolean isDatabaseAway(Throwable fault) {
    @Nullable Throwable cause = fault;
    for (int depth = 0; cause != null && depth < CAUSE_LIMIT; depth++) {
      if (cause instanceof DatabaseUnavailableException
          || cause instanceof SQLTransientConnectionException
          || cause instanceof SQLRecoverableException
          // The database could not even be told to roll back.
          || cause instanceof TransactionSystemException
          || cause instanceof PessimisticLockingFailureException
          || cause instanceof QueryTimeoutException
          || (cause instanceof SQLException refused && isPassing(refused))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * SQL state class 08 is "connection exception", 53 "insufficient resources", 57 "operator
   * intervention" (PostgreSQL appendix A), which includes a cancelled statement.
   */
  private static boolean isPassing(SQLException refused) {
    String state = String.valueOf(refused.getSQLState());
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.equals("55P03");
  }
}
