package com.moalog.fluxpay.task;

import java.time.Duration;

/**
 * Work that is done again and again.
 *
 * @param name names the thread and the log lines
 * @param period pause between the end of one run and the start of the next
 * @param work one run; an exception is logged and the next run happens all the same
 */
public record Job(String name, Duration period, Runnable work) {}
