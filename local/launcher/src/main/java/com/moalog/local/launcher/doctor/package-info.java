/** Checks whether this machine can run the platform; needs nothing but the JDK. */
@NullMarked
package com.moalog.local.launcher.doctor;

import org.jspecify.annotations.NullMarked;
