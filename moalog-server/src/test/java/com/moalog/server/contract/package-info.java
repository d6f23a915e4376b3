/** What holds for every endpoint: who may call it, what no input can do to it, what it costs. */
@NullMarked
package com.moalog.server.contract;

import org.jspecify.annotations.NullMarked;
