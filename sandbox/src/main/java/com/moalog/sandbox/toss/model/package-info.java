/** Payments, the moves they allow, and the money that really moved. */
@NullMarked
package com.moalog.sandbox.toss.model;

import org.jspecify.annotations.NullMarked;
