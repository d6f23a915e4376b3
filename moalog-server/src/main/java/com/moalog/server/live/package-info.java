/** The stream of what happens in a retrospect, and who is writing at the moment. */
@NullMarked
package com.moalog.server.live;

import org.jspecify.annotations.NullMarked;
