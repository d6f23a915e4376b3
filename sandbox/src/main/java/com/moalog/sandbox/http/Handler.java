package com.moalog.sandbox.http;

/** Answers requests, from many threads at once. */
@FunctionalInterface
public interface Handler {

  Answer handle(Request request);
}
