/** What every benchmark needs: load, latencies, CPU time and memory of a process, a table. */
@NullMarked
package com.moalog.bench.measure;

import org.jspecify.annotations.NullMarked;
