/** Checks of everything in {@code deploy/} that can be checked without containers or a cluster. */
@NullMarked
package com.moalog.deploy;

import org.jspecify.annotations.NullMarked;
