/** The people who use the product: lookup, profile and withdrawal. */
@NullMarked
package com.moalog.server.member;

import org.jspecify.annotations.NullMarked;
