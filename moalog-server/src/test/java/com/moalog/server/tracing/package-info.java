/** Tests of traces across services. */
@NullMarked
package com.moalog.server.tracing;

import org.jspecify.annotations.NullMarked;
