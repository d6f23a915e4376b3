/** What moves credit, and between which accounts of the books, in plain Java. */
@NullMarked
package com.moalog.fluxpay.credit.model;

import org.jspecify.annotations.NullMarked;
