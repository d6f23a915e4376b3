/**
 * HTTP/1.1 as a state machine on one thread: the server Prometheus asks, the client that asks
 * Jolokia.
 */
@NullMarked
package com.moalog.rjmx.http;

import org.jspecify.annotations.NullMarked;
