/** The machine of the JVM build: NIO, TLS by the JDK, files, signals. */
@NullMarked
package com.moalog.rjmx.jvm;

import org.jspecify.annotations.NullMarked;
