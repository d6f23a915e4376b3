/** Durable background tasks: scheduled in a transaction, claimed by one worker at a time. */
@NullMarked
package com.moalog.fluxpay.task;

import org.jspecify.annotations.NullMarked;
