/** How a room develops over its retrospectives. */
@NullMarked
package com.moalog.server.trend;

import org.jspecify.annotations.NullMarked;
