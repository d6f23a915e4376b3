/** What every endpoint shares: the envelope, the errors, the request's context and its limits. */
@NullMarked
package com.moalog.fluxpay.http;

import org.jspecify.annotations.NullMarked;
