/** Regular expressions with the results of java.util.regex and a budget of steps. */
@NullMarked
package com.moalog.rjmx.regex;

import org.jspecify.annotations.NullMarked;
