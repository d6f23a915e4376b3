package com.moalog.rjmx.jolokia;

/** Hears what a target answers, in the order of the answer. */
public interface AnswerListener {

  /** The attributes of this MBean follow. */
  void bean(Read read, String objectName);

  /** An attribute of the last bean. */
  void attribute(String name, Value value);

  /** An attribute of the last bean that was too large to keep. */
  void tooLarge(String name);

  /** A name in the order in which the target declared it. */
  void declaredName(String objectName);

  /** What an MBean says about one of its attributes. */
  void described(String objectName, AttributeDescription attribute);

  /** A read was refused as a whole; "no such MBean" is not told. */
  void refused(Read read, int status, String error);
}
