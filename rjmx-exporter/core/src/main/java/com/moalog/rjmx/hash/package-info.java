/** Hash functions of passwords, in plain Java and the same in every build of the exporter. */
@NullMarked
package com.moalog.rjmx.hash;

import org.jspecify.annotations.NullMarked;
