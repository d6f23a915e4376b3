/** Breaks the running platform in known ways and measures what its users notice. */
@NullMarked
package com.moalog.chaos;

import org.jspecify.annotations.NullMarked;
