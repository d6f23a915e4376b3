package com.moalog.sandbox.toss.model;

import java.util.Arrays;
import java.util.Optional;

/** How the customer pays. */
public enum PaymentMethod {
  CARD("카드", "Card"),
  BANK_TRANSFER("계좌이체", "Transfer"),
  VIRTUAL_ACCOUNT("가상계좌", "Virtual account"),
  MOBILE("휴대폰", "Mobile phone"),
  EASY_PAY("간편결제", "Easy pay");

  private final String korean;
  private final String english;

  PaymentMethod(String korean, String english) {
    this.korean = korean;
    this.english = english;
  }

  /** Understands our own name and both of the provider's. */
  public static Optional<PaymentMethod> named(String name) {
    return Arrays.stream(values())
        .filter(method ->
            method.name().equals(name)
                || method.korean.equals(name)
                || method.english.equalsIgnoreCase(name))
        .findFirst();
  }

  public String title(boolean inEnglish) {
    return inEnglish ? english : korean;
  }
}
