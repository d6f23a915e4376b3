/** The clock of the sandbox, which a test can move. */
@NullMarked
package com.moalog.sandbox.time;

import org.jspecify.annotations.NullMarked;
