/** A refund and the steps that it can take. */
@NullMarked
package com.moalog.fluxpay.refund.model;

import org.jspecify.annotations.NullMarked;
