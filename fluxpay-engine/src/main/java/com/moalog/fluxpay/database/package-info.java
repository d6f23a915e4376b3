/** PostgreSQL: pools, migrations, the self-check of the logins, and tenant transactions. */
@NullMarked
package com.moalog.fluxpay.database;

import org.jspecify.annotations.NullMarked;
