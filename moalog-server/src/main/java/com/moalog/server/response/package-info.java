/** Answers of a retrospect as others see them: comments and likes. */
@NullMarked
package com.moalog.server.response;

import org.jspecify.annotations.NullMarked;
