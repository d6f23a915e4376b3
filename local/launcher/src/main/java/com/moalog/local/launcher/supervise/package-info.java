/** Keeps the parts alive: starts, watches, restarts and stops them. */
@NullMarked
package com.moalog.local.launcher.supervise;

import org.jspecify.annotations.NullMarked;
