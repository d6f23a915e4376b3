/** ObjectNames as the JMX specification has them: reading, writing, patterns. */
@NullMarked
package com.moalog.rjmx.objectname;

import org.jspecify.annotations.NullMarked;
