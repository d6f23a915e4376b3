/** Real PostgreSQL, MySQL, Redis and Kafka servers as child processes, without containers. */
@NullMarked
package com.moalog.local.servers;

import org.jspecify.annotations.NullMarked;
