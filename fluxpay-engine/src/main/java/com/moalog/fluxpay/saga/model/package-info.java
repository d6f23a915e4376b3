/** The states of sagas and their steps. */
@NullMarked
package com.moalog.fluxpay.saga.model;

import org.jspecify.annotations.NullMarked;
