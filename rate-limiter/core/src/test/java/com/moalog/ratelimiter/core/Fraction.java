package com.moalog.ratelimiter.core;

import java.math.BigInteger;

/** An exact number, for models that must not round. The denominator is positive. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {

  static Fraction of(long number) {
    return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(long factor) {
    return new Fraction(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  Fraction dividedBy(long divisor) {
    return new Fraction(numerator, denominator.multiply(BigInteger.valueOf(divisor)));
  }

  Fraction reduced() {
    BigInteger divisor = numerator.gcd(denominator);
    return new Fraction(numerator.divide(divisor), denominator.divide(divisor));
  }

  long floor() {
    return numerator.divide(denominator).longValueExact();
  }

  long ceiling() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact();
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
