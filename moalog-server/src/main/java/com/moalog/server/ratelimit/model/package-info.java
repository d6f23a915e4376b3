/** Network addresses in plain Java: whom a request comes from and whose word counts. */
@NullMarked
package com.moalog.server.ratelimit.model;

import org.jspecify.annotations.NullMarked;
