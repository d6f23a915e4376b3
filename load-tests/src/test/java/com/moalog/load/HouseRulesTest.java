package com.moalog.load;

import com.moalog.build.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void obeysTheHouseRules() {
    HouseRules.check("com.moalog.load");
  }
}
