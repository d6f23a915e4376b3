/** Access tokens and cookies: who is calling. */
@NullMarked
package com.moalog.server.session;

import org.jspecify.annotations.NullMarked;
