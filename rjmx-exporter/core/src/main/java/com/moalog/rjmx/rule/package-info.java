/** Rules: which attribute of which MBean becomes which series, in both dialects. */
@NullMarked
package com.moalog.rjmx.rule;

import org.jspecify.annotations.NullMarked;
