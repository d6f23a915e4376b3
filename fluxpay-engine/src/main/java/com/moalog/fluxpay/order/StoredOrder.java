package com.moalog.fluxpay.order;

import com.moalog.fluxpay.order.model.Order;

/**
 * An order with its place in the event history. Its row is locked by the transaction that read it.
 *
 * @param order the order
 * @param eventSequence the sequence of its last event
 */
public record StoredOrder(Order order, long eventSequence) {}
