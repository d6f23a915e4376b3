package com.moalog.server.http;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Translates what went wrong on the way through the framework into the error catalogue. */
final class Faults {

  /** How long a client should wait when the database cannot be reached. */
  static final Duration DATABASE_RETRY_AFTER = Duration.ofSeconds(5);

  /** MySQL's ER_NO_REFERENCED_ROW_2. */
  private static final int MYSQL_NO_REFERENCED_ROW = 1452;

  /** A chain of causes longer than this is not followed. */
  private static final int CAUSE_LIMIT = 20;

  private Faults() {}

  static Refusal refusalFor(Exception fault) {
    return switch (fault) {
      case Refusal refusal -> refusal;
      case HttpMessageNotReadableException _ when causedBy(fault, BodyTooLargeException.class) ->
          Refusal.of(ErrorCode.BODY_TOO_LARGE);
      case BodyTooLargeException _ -> Refusal.of(ErrorCode.BODY_TOO_LARGE);
      case MethodArgumentTypeMismatchException mismatch ->
          Refusal.ofField(ErrorCode.BAD_REQUEST, mismatch.getName());
      case HttpMessageNotReadableException _ -> Refusal.of(ErrorCode.BAD_REQUEST);
      case HttpMediaTypeException _ -> Refusal.of(ErrorCode.BAD_REQUEST);
      case ServletRequestBindingException _ -> Refusal.of(ErrorCode.BAD_REQUEST);
      case HttpRequestMethodNotSupportedException _ -> Refusal.of(ErrorCode.METHOD_NOT_ALLOWED);
      case NoResourceFoundException _ -> Refusal.of(ErrorCode.NOT_FOUND);
      case NoHandlerFoundException _ -> Refusal.of(ErrorCode.NOT_FOUND);
      case DataIntegrityViolationException violation when isOrphan(violation) ->
          Refusal.of(ErrorCode.NOT_FOUND);
      default ->
          isDatabaseAway(fault)
              ? Refusal.retryLater(ErrorCode.UNAVAILABLE, DATABASE_RETRY_AFTER)
              : Refusal.of(ErrorCode.INTERNAL_ERROR);
    };
  }

  /** Whether the database was unreachable, overloaded or in the middle of stopping. */
  static boolean isDatabaseAway(Throwable fault) {
    return causes(fault)
        .anyMatch(cause ->
            cause instanceof SQLTransientConnectionException
                || cause instanceof SQLRecoverableException
                || cause instanceof PessimisticLockingFailureException
                || (cause instanceof SQLException refused && isConnectionState(refused)));
  }

  /** Whether what a new row refers to was deleted a moment ago. */
  private static boolean isOrphan(DataIntegrityViolationException violation) {
    return violation.getRootCause() instanceof SQLException refused
        && refused.getErrorCode() == MYSQL_NO_REFERENCED_ROW;
  }

  /** SQL state class 08 is "connection exception" in the SQL standard. */
  private static boolean isConnectionState(SQLException refused) {
    String state = refused.getSQLState();
    return state != null && state.startsWith("08");
  }

  private static boolean causedBy(Throwable fault, Class<? extends Throwable> type) {
    return causes(fault).anyMatch(type::isInstance);
  }

  private static Stream<Throwable> causes(Throwable fault) {
    List<Throwable> chain = new ArrayList<>();
    @Nullable Throwable cause = fault;
    while (cause != null && chain.size() < CAUSE_LIMIT) {
      chain.add(cause);
      cause = cause.getCause();
    }
    return chain.stream();
  }
}
