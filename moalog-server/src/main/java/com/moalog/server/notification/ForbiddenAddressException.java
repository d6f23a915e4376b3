package com.moalog.server.notification;

/** A host that lies inside a network and must not be called. */
final class ForbiddenAddressException extends Exception {

  ForbiddenAddressException(String host) {
    super(host + " has an address that is not public");
  }
}
