/** Measures moalog-server under the traffic of the original's load scripts, and at its limit. */
@NullMarked
package com.moalog.bench.server;

import org.jspecify.annotations.NullMarked;
