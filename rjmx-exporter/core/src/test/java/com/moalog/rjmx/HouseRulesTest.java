package com.moalog.rjmx;

import com.moalog.build.HouseRules;
import org.junit.jupiter.api.Test;

final class HouseRulesTest {

  @Test
  void obeysTheHouseRules() {
    HouseRules.check("com.moalog.rjmx");
  }
}
