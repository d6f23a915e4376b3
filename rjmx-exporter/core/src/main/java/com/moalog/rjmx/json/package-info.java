/** A JSON reader that takes its input in pieces and holds none of it. */
@NullMarked
package com.moalog.rjmx.json;

import org.jspecify.annotations.NullMarked;
