/** The platform under test: what can be stopped, started, frozen and asked. */
@NullMarked
package com.moalog.chaos.platform;

import org.jspecify.annotations.NullMarked;
