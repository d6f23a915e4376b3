/** Loads the running platform in known ways and compares what it measures with thresholds. */
@NullMarked
package com.moalog.load;

import org.jspecify.annotations.NullMarked;
