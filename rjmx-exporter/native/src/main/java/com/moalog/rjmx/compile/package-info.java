/** Makes the native binary: Java classes to C, checked repairs of the C, then the C compiler. */
@NullMarked
package com.moalog.rjmx.compile;

import org.jspecify.annotations.NullMarked;
