/** What a room is, in plain Java: invite codes, titles and standings. */
@NullMarked
package com.moalog.server.room.model;

import org.jspecify.annotations.NullMarked;
