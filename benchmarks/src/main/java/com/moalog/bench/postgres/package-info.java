/** Stands between a service and PostgreSQL and knows what passes: statements, commits, tenants. */
@NullMarked
package com.moalog.bench.postgres;

import org.jspecify.annotations.NullMarked;
