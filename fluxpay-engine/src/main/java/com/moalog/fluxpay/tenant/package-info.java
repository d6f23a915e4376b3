/** Tenants: which exist, and which one a request belongs to. */
@NullMarked
package com.moalog.fluxpay.tenant;

import org.jspecify.annotations.NullMarked;
