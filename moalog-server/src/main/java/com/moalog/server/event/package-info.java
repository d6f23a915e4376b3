/** What happened in a retrospect: written by every feature, followed by those who watch. */
@NullMarked
package com.moalog.server.event;

import org.jspecify.annotations.NullMarked;
