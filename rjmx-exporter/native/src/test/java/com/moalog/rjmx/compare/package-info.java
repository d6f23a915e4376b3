/** The native binary and the JVM build as their users meet them: processes, files and HTTP. */
@NullMarked
package com.moalog.rjmx.compare;

import org.jspecify.annotations.NullMarked;
