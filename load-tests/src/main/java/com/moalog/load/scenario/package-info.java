/** The four loads, as Gatling simulations. */
@NullMarked
package com.moalog.load.scenario;

import org.jspecify.annotations.NullMarked;
