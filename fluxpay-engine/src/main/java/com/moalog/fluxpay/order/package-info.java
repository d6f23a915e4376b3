/** Orders: what is bought, by whom, for how much. */
@NullMarked
package com.moalog.fluxpay.order;

import org.jspecify.annotations.NullMarked;
