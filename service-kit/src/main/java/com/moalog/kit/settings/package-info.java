/** Reading a service's configuration from environment variables. */
@NullMarked
package com.moalog.kit.settings;

import org.jspecify.annotations.NullMarked;
