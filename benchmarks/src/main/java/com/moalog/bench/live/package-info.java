/** How long after a write everybody who watches a retrospect knows of it. */
@NullMarked
package com.moalog.bench.live;

import org.jspecify.annotations.NullMarked;
