/** The life of a subscription in plain Java. */
@NullMarked
package com.moalog.fluxpay.subscription.model;

import org.jspecify.annotations.NullMarked;
