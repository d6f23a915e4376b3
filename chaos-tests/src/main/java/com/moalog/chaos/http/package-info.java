/** HTTP calls whose failure is an answer too. */
@NullMarked
package com.moalog.chaos.http;

import org.jspecify.annotations.NullMarked;
