/** What an analyst is asked and what it answers, in plain Java. */
@NullMarked
package com.moalog.server.ai.model;

import org.jspecify.annotations.NullMarked;
