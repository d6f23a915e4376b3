/** The Compose file against its contract, and against the files and services that it names. */
@NullMarked
package com.moalog.deploy.compose;

import org.jspecify.annotations.NullMarked;
