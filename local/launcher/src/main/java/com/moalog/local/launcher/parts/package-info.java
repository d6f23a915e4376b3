/** The parts that run on this machine: how each is started and what it needs. */
@NullMarked
package com.moalog.local.launcher.parts;

import org.jspecify.annotations.NullMarked;
