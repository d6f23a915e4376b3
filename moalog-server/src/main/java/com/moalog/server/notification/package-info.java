/** Tells a room's channel when a retrospect opens, closes or is analysed. */
@NullMarked
package com.moalog.server.notification;

import org.jspecify.annotations.NullMarked;
