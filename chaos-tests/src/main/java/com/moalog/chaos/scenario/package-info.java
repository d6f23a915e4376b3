/** The faults. */
@NullMarked
package com.moalog.chaos.scenario;

import org.jspecify.annotations.NullMarked;
