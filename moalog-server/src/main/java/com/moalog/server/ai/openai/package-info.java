/** The analyst behind an OpenAI-compatible chat completions API. */
@NullMarked
package com.moalog.server.ai.openai;

import org.jspecify.annotations.NullMarked;
