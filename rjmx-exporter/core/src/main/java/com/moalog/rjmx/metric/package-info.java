/** Metrics on their way out: series, families, and the text format 0.0.4 of Prometheus. */
@NullMarked
package com.moalog.rjmx.metric;

import org.jspecify.annotations.NullMarked;
