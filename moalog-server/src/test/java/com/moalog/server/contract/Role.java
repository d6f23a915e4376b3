package com.moalog.server.contract;

/** How a caller stands to the room that a request is about; in the order of the table's columns. */
enum Role {
  ANONYMOUS,
  EXPIRED,
  WITHDRAWN,
  STRANGER,
  MEMBER,
  OWNER
}
