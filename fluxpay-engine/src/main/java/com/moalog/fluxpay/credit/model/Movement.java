package com.moalog.fluxpay.credit.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.math.BigDecimal;
import java.util.List;

/**
 * One movement of credit: how it changes the user's account, and its postings in the books, which
 * always sum up to zero.
 *
 * @param type what kind of movement
 * @param userId whose account
 * @param amount how much, more than zero
 */
public record Movement(Type type, UserId userId, Money amount) {

  /** The kinds of movements. A downward adjustment takes away, an upward one gives. */
  public enum Type {
    CHARGE("CHARGE", 1, 0),
    RESERVE("RESERVE", 0, 1),
    CONFIRM("CONFIRM", -1, -1),
    CANCEL("CANCEL", 0, -1),
    REFUND("REFUND", 1, 0),
    EXPIRE("EXPIRE", -1, 0),
    ADJUST_UP("ADJUST", 1, 0),
    ADJUST_DOWN("ADJUST", -1, 0);

    private final String code;
    private final int balanceSign;
    private final int reservedSign;

    Type(String code, int balanceSign, int reservedSign) {
      this.code = code;
      this.balanceSign = balanceSign;
      this.reservedSign = reservedSign;
    }

    /** The name in the ledger. */
    public String code() {
      return code;
    }
  }

  /** A line in the books. */
  public record Posting(String account, BigDecimal amount) {}

  public Movement {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a movement is of more than zero");
    }
  }

  /** What the movement adds to the balance. */
  public BigDecimal onBalance() {
    return signed(type.balanceSign);
  }

  /** What the movement adds to the reserved part of the balance. */
  public BigDecimal onReserved() {
    return signed(type.reservedSign);
  }

  /** What the movement adds to what the user can still spend. */
  public BigDecimal onAvailable() {
    return onBalance().subtract(onReserved());
  }

  /** The two lines of the movement in the books. */
  public List<Posting> postings() {
    String available = "user:" + userId + ":available";
    String reserved = "user:" + userId + ":reserved";
    return switch (type) {
      case CHARGE -> lines("platform:cash_clearing", available);
      case RESERVE -> lines(available, reserved);
      case CONFIRM -> lines(reserved, "platform:revenue");
      case CANCEL -> lines(reserved, available);
      case REFUND -> lines("platform:revenue", available);
      case EXPIRE -> lines(available, "platform:breakage");
      case ADJUST_UP -> lines("platform:adjustment", available);
      case ADJUST_DOWN -> lines(available, "platform:adjustment");
    };
  }

  private List<Posting> lines(String from, String to) {
    return List.of(new Posting(from, amount.amount().negate()), new Posting(to, amount.amount()));
  }

  private BigDecimal signed(int sign) {
    return amount.amount().multiply(BigDecimal.valueOf(sign));
  }
}
