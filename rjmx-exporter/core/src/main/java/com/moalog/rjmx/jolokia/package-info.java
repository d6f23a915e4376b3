/** The protocol of Jolokia: what to read, how to ask, how to hear the answer. */
@NullMarked
package com.moalog.rjmx.jolokia;

import org.jspecify.annotations.NullMarked;
