/** Random schedules of calls and faults against the payment engine; what must hold afterwards. */
@NullMarked
package com.moalog.bench.faults;

import org.jspecify.annotations.NullMarked;
