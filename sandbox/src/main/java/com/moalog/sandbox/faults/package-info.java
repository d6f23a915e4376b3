/** Faults that a test scripts in advance, and the one place where they come true. */
@NullMarked
package com.moalog.sandbox.faults;

import org.jspecify.annotations.NullMarked;
