/** Analysis of retrospects and hints for writing: endpoints, quotas, limits and stored results. */
@NullMarked
package com.moalog.server.ai;

import org.jspecify.annotations.NullMarked;
