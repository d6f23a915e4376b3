/** Events written with the change they tell about, and their relay to Kafka. */
@NullMarked
package com.moalog.fluxpay.outbox;

import org.jspecify.annotations.NullMarked;
