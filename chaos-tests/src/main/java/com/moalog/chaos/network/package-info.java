/** What stands between two parts and spoils what passes. */
@NullMarked
package com.moalog.chaos.network;

import org.jspecify.annotations.NullMarked;
