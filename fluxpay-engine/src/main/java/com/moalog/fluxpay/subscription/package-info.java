/** Plans, billing keys and subscriptions that renew themselves. */
@NullMarked
package com.moalog.fluxpay.subscription;

import org.jspecify.annotations.NullMarked;
