package com.moalog.server.ai.openai;

import java.util.List;

/**
 * A sentence that the model wrote, and the numbers of the answers on which it says it rests.
 * Nothing of it is checked yet.
 */
record Claim(String text, List<Integer> sources) {

  Claim {
    sources = List.copyOf(sources);
  }
}
