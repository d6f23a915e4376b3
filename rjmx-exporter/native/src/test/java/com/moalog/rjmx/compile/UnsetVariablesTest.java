package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsetVariablesTest {

  private static final String FUNCTION =
      """
      int32_t meth_cmrc_Program_serve(void* teavm_this_, void* teavm_local_1) {
          void* teavm_local_2;
          void* volatile teavm_spill_2;
          %s
          TEAVM_TRY
              teavm_spill_2 = %s;
              teavm_local_2 = TEAVM_WITH_CALL_SITE_ID(1, meth_a(teavm_local_1));
              teavm_spill_2 = teavm_local_2;
          TEAVM_CATCH
      }
      """;

  @Test
  void findsAVariableThatIsSavedBeforeItIsSet() {
    assertThat(UnsetVariables.in(FUNCTION.formatted("", "teavm_local_2").lines().toList()))
        .containsExactly("meth_cmrc_Program_serve: teavm_local_2");
  }

  @Test
  void whatWasSetOrHandedInMayBeSaved() {
    String set = FUNCTION.formatted("teavm_local_2 = NULL;", "teavm_local_2");
    String handedIn = FUNCTION.formatted("", "teavm_local_1");
    assertThat(UnsetVariables.in(set.lines().toList())).isEmpty();
    assertThat(UnsetVariables.in(handedIn.lines().toList())).isEmpty();
  }

  @Test
  void whatOneFunctionSetsIsNotSetInTheNext() {
    String first = FUNCTION.formatted("teavm_local_2 = NULL;", "teavm_local_2");
    String second = FUNCTION.formatted("", "teavm_local_2");
    assertThat(UnsetVariables.in((first + second).lines().toList())).hasSize(1);
  }
}
