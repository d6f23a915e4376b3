/**
 * The outside world in a box: a payment provider, a chat model and login providers, with faults on
 * request.
 */
@NullMarked
package com.moalog.sandbox;

import org.jspecify.annotations.NullMarked;
