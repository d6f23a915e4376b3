package com.moalog.server.notification;

/** For whom a message is written. */
enum HookFormat {
  /** A program: JSON with ids and names, by the rules of Standard Webhooks. */
  JSON,
  /** A channel of Slack or of anything that takes Slack's incoming webhooks. */
  SLACK
}
