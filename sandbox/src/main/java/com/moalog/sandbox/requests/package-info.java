/** The last requests that arrived, for a test to look at. */
@NullMarked
package com.moalog.sandbox.requests;

import org.jspecify.annotations.NullMarked;
