/** The Moalog server: starts the parts and reads their settings. */
@NullMarked
package com.moalog.server;

import org.jspecify.annotations.NullMarked;
