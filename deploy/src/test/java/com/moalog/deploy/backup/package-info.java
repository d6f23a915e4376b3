/** How backups in containers come into being, are found and are believed. */
@NullMarked
package com.moalog.deploy.backup;

import org.jspecify.annotations.NullMarked;
