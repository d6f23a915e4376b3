/** The vocabulary that every feature shares: ids, languages and the Korean calendar. */
@NullMarked
package com.moalog.server.model;

import org.jspecify.annotations.NullMarked;
