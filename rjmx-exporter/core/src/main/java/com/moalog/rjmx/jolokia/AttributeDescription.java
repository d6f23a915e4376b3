package com.moalog.rjmx.jolokia;

/**
 * What an MBean says about one of its attributes.
 *
 * @param type the name of a class
 * @param text for people
 */
public record AttributeDescription(String name, String type, String text) {}
