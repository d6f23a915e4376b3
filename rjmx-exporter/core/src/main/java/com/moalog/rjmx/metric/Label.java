package com.moalog.rjmx.metric;

/** A label of a series. */
public record Label(String name, String value) {}
