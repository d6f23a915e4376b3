/** Answers that nobody can trace back to their author once they are submitted. */
@NullMarked
package com.moalog.server.anonymous;

import org.jspecify.annotations.NullMarked;
