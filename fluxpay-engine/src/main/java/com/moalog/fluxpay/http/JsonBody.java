package com.moalog.fluxpay.http;

import tools.jackson.databind.node.ObjectNode;

/**
 * A request's body.
 *
 * @param fields the object that was sent; empty when there was no body
 * @param fingerprint SHA-256 of the canonical form: equal for bodies that mean the same
 */
public record JsonBody(ObjectNode fields, String fingerprint) {}
