/** Circuit breakers: what fails is left alone for a while. */
@NullMarked
package com.moalog.server.breaker;

import org.jspecify.annotations.NullMarked;
