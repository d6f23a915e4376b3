/** Runs Maven: progress, first error, summary of the tests; needs nothing but the JDK. */
@NullMarked
package com.moalog.local.launcher.build;

import org.jspecify.annotations.NullMarked;
