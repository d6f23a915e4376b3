/** Remembers the answer to a request by the key that the client gave it. */
@NullMarked
package com.moalog.server.idempotency;

import org.jspecify.annotations.NullMarked;
