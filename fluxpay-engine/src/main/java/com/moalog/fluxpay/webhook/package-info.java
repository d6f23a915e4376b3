/** Signed notifications to the tenants' own addresses. */
@NullMarked
package com.moalog.fluxpay.webhook;

import org.jspecify.annotations.NullMarked;
