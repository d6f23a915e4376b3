/** Calls to other services that continue the trace of the request they are made for. */
@NullMarked
package com.moalog.server.tracing;

import org.jspecify.annotations.NullMarked;
