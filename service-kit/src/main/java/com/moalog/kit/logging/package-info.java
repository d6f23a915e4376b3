/** The log lines of all JVM services: one JSON object per line. */
@NullMarked
package com.moalog.kit.logging;

import org.jspecify.annotations.NullMarked;
