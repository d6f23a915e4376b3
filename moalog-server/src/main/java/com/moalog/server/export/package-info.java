/** Takes a team's data out as files, and brings it back in. */
@NullMarked
package com.moalog.server.export;

import org.jspecify.annotations.NullMarked;
