/** Log lines, one JSON object or one line of text each. */
@NullMarked
package com.moalog.rjmx.log;

import org.jspecify.annotations.NullMarked;
