/** Retrospects: creation, participation, drafts, submission and reading. */
@NullMarked
package com.moalog.server.retrospect;

import org.jspecify.annotations.NullMarked;
