/** Reads rules from a YAML file. */
@NullMarked
package com.moalog.ratelimiter.core.rules;

import org.jspecify.annotations.NullMarked;
