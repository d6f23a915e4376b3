/** A chat completions API with deterministic answers. */
@NullMarked
package com.moalog.sandbox.chat;

import org.jspecify.annotations.NullMarked;
