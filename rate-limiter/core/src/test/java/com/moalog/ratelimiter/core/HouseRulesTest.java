package com.moalog.ratelimiter.core;

import com.moalog.build.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void obeysTheHouseRules() {
    HouseRules.check("com.moalog.ratelimiter.core");
  }
}
