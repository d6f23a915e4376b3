/** What the platform is configured with: {@code .env.example}, {@code .env}, the environment. */
@NullMarked
package com.moalog.local.launcher.settings;

import org.jspecify.annotations.NullMarked;
