/** What it costs to bring the JMX metrics of one JVM to Prometheus, by several ways. */
@NullMarked
package com.moalog.bench.rjmx;

import org.jspecify.annotations.NullMarked;
