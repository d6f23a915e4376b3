/** Reading targets: one question, one answer, samples. */
@NullMarked
package com.moalog.rjmx.scrape;

import org.jspecify.annotations.NullMarked;
