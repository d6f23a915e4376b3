/** A page that shows how the platform is, for people who have never seen Grafana. */
@NullMarked
package com.moalog.local.launcher.console;

import org.jspecify.annotations.NullMarked;
