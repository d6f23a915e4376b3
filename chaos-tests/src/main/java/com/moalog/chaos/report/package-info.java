/** What came of a run, for people and for machines. */
@NullMarked
package com.moalog.chaos.report;

import org.jspecify.annotations.NullMarked;
