/** The MySQL connection pool, transactions and the versioned schema. */
@NullMarked
package com.moalog.server.database;

import org.jspecify.annotations.NullMarked;
