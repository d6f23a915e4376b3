/**
 * Checks of the configurations in {@code monitoring/}: with their own tools and against each other.
 */
@NullMarked
package com.moalog.monitoring;

import org.jspecify.annotations.NullMarked;
