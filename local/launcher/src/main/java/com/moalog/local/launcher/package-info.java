/** The front door: the commands behind {@code ./moalog}. */
@NullMarked
package com.moalog.local.launcher;

import org.jspecify.annotations.NullMarked;
