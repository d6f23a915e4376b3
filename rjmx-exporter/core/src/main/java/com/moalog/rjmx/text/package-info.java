/** Text as bytes and numbers as text, exactly the same in every build of the exporter. */
@NullMarked
package com.moalog.rjmx.text;

import org.jspecify.annotations.NullMarked;
