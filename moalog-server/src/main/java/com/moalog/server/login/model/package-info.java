/** Refresh-token families in plain Java: what may follow the presentation of a token. */
@NullMarked
package com.moalog.server.login.model;

import org.jspecify.annotations.NullMarked;
