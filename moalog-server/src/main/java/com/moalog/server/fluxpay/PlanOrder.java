package com.moalog.server.fluxpay;

/**
 * What is ordered: one month of a plan.
 *
 * @param subscription the row that is being paid for; idempotency keys derive from it
 * @param userId who orders
 * @param productId the plan as the engine knows it
 * @param productName the plan as people know it
 * @param priceKrw in won
 */
public record PlanOrder(
    long subscription, String userId, String productId, String productName, int priceKrw) {}
