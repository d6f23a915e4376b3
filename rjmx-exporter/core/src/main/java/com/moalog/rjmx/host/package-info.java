/**
 * What the exporter needs from its machine besides TCP: clocks, files, variables, output, signals.
 */
@NullMarked
package com.moalog.rjmx.host;

import org.jspecify.annotations.NullMarked;
