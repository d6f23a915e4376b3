package com.moalog.rjmx.objectname;

/** The text is no ObjectName; the message says why. */
public final class ObjectNameException extends Exception {

  ObjectNameException(String message, String name) {
    super("not an ObjectName, " + message + ": " + name);
  }
}
