/** Action items: what a team decided to do, followed from one retrospect to the next. */
@NullMarked
package com.moalog.server.actionitem;

import org.jspecify.annotations.NullMarked;
