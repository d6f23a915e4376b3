/** The web page: serves what the build of {@code web/} left, and tells it what is configured. */
@NullMarked
package com.moalog.server.web;

import org.jspecify.annotations.NullMarked;
