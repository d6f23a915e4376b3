/** The append-only record of who changed what. */
@NullMarked
package com.moalog.fluxpay.audit;

import org.jspecify.annotations.NullMarked;
