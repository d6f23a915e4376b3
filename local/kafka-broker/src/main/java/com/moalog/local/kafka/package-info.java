/**
 * A Kafka broker in KRaft mode as a program of its own, so that its libraries stay out of all
 * others.
 */
@NullMarked
package com.moalog.local.kafka;

import org.jspecify.annotations.NullMarked;
