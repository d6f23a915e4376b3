/**
 * What all endpoints share: envelope, error catalogue, request id, CORS, body limit and language.
 */
@NullMarked
package com.moalog.server.http;

import org.jspecify.annotations.NullMarked;
