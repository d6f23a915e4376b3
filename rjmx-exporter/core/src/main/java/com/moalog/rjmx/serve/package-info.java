/** The running exporter: routes, scrapes, self metrics, reload, the loop that turns them all. */
@NullMarked
package com.moalog.rjmx.serve;

import org.jspecify.annotations.NullMarked;
