/** What takes several steps: how far it got, for recovery and for operators. */
@NullMarked
package com.moalog.fluxpay.saga;

import org.jspecify.annotations.NullMarked;
