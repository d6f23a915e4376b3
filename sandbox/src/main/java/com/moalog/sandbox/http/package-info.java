/**
 * A small HTTP/1.1 server that owns its sockets, because a scripted fault may reset or hold one.
 */
@NullMarked
package com.moalog.sandbox.http;

import org.jspecify.annotations.NullMarked;
