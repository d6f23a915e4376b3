/** The analyst that needs no network: it works with what the answers themselves say. */
@NullMarked
package com.moalog.server.ai.builtin;

import org.jspecify.annotations.NullMarked;
