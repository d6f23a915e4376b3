/** Traces of a service: continued from its callers, passed on, exported over OTLP when wanted. */
@NullMarked
package com.moalog.kit.tracing;

import org.jspecify.annotations.NullMarked;
