/** Retro rooms: creation, invitation, membership, order and deletion. */
@NullMarked
package com.moalog.server.room;

import org.jspecify.annotations.NullMarked;
