/** The program as its user calls it: flags, what they ask for, exit codes. */
@NullMarked
package com.moalog.rjmx.cli;

import org.jspecify.annotations.NullMarked;
