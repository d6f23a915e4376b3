/** What a retrospect is, in plain Java: methods, questions, participation and answers. */
@NullMarked
package com.moalog.server.retrospect.model;

import org.jspecify.annotations.NullMarked;
