/** The report of a retrospect as a PDF document. */
@NullMarked
package com.moalog.server.pdf;

import org.jspecify.annotations.NullMarked;
