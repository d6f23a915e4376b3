/** Who may call: request signatures and the operators' token. */
@NullMarked
package com.moalog.fluxpay.access;

import org.jspecify.annotations.NullMarked;
