/** Tests of the platform as its user meets it: by {@code ./moalog} alone. */
@NullMarked
package com.moalog.platform;

import org.jspecify.annotations.NullMarked;
