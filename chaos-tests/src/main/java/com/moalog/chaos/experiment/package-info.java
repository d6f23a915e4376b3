/** One fault: before, broken, after, and what was expected of each. */
@NullMarked
package com.moalog.chaos.experiment;

import org.jspecify.annotations.NullMarked;
