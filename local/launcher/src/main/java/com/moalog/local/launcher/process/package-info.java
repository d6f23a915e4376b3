/** Processes of the operating system: identity, memory, ports. */
@NullMarked
package com.moalog.local.launcher.process;

import org.jspecify.annotations.NullMarked;
