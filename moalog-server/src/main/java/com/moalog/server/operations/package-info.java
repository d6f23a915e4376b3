/** Health, metrics and access log. */
@NullMarked
package com.moalog.server.operations;

import org.jspecify.annotations.NullMarked;
