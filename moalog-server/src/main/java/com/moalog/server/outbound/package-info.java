/** How long calls to other services may take. */
@NullMarked
package com.moalog.server.outbound;

import org.jspecify.annotations.NullMarked;
