/** The append-only record of who changed what, and the seals that show whether it still is. */
@NullMarked
package com.moalog.fluxpay.audit;

import org.jspecify.annotations.NullMarked;
