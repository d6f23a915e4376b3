/** The order and its state machine. */
@NullMarked
package com.moalog.fluxpay.order.model;

import org.jspecify.annotations.NullMarked;
