/** The configuration: file, environment and flags, read, checked and put together. */
@NullMarked
package com.moalog.rjmx.settings;

import org.jspecify.annotations.NullMarked;
