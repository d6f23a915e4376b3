/** Takes the data of both databases away whole, and brings it back. */
@NullMarked
package com.moalog.local.launcher.backup;

import org.jspecify.annotations.NullMarked;
