/** Purchases that are followed to the provider's own record and to Kafka. */
@NullMarked
package com.moalog.chaos.money;

import org.jspecify.annotations.NullMarked;
