/** The architecture rules that every module of the house applies to its own classes. */
@NullMarked
package com.moalog.build;

import org.jspecify.annotations.NullMarked;
