/** One class for each command of {@code ./moalog}. */
@NullMarked
package com.moalog.local.launcher.commands;

import org.jspecify.annotations.NullMarked;
