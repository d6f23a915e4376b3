/** The machine of the native binary: POSIX calls, one class for those of each kind. */
@NullMarked
package com.moalog.rjmx.posix;

import org.jspecify.annotations.NullMarked;
