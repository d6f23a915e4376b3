/** The measurements behind {@code ./moalog bench}: each is a program that prints one table. */
@NullMarked
package com.moalog.bench;

import org.jspecify.annotations.NullMarked;
