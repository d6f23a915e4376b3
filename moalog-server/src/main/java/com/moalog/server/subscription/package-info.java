/** Plans and the subscriptions to them: choosing, paying, cancelling, expiring. */
@NullMarked
package com.moalog.server.subscription;

import org.jspecify.annotations.NullMarked;
