/** The port to TCP: one thread, many connections, one blocking call. */
@NullMarked
package com.moalog.rjmx.net;

import org.jspecify.annotations.NullMarked;
