package com.moalog.server.login;

/** What a social provider says about the person who logs in there. */
sealed interface SocialProfile {

  /** The provider vouches for the email. */
  record Known(String email) implements SocialProfile {}

  /** The person keeps the email private. */
  record WithoutEmail() implements SocialProfile {}

  /** The provider refuses the code, or does not vouch for the email. */
  record Refused() implements SocialProfile {}

  /** The provider could not be asked. */
  record Unreachable() implements SocialProfile {}
}
