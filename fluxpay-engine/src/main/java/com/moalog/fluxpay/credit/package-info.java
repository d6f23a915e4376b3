/** Prepaid credit of users: accounts in double entry, reservations and their end. */
@NullMarked
package com.moalog.fluxpay.credit;

import org.jspecify.annotations.NullMarked;
