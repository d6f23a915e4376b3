/** People who use the platform while it is broken, and what they were answered. */
@NullMarked
package com.moalog.chaos.traffic;

import org.jspecify.annotations.NullMarked;
