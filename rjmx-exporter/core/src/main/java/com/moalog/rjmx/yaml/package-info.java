/** The part of YAML that configuration files use, with the line and the column of every fault. */
@NullMarked
package com.moalog.rjmx.yaml;

import org.jspecify.annotations.NullMarked;
