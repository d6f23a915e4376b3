/** Reads environment variables into typed values and reports every bad one together. */
@NullMarked
package com.moalog.fluxpay.settings;

import org.jspecify.annotations.NullMarked;
