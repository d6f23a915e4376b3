/** The values that every feature speaks: money, ids, callers, and the catalogue of refusals. */
@NullMarked
package com.moalog.fluxpay.model;

import org.jspecify.annotations.NullMarked;
