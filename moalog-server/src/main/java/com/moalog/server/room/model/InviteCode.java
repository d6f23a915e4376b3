package com.moalog.server.room.model;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The secret in an invite link, for example {@code INV-7KQ2-M9XA}. Immutable.
 *
 * @param text prefix and two groups of four
 */
public record InviteCode(String text) {

  /** Whole days after which a code no longer opens the room. */
  public static final int VALID_DAYS = 7;

  private static final String PREFIX = "INV-";
  private static final int LENGTH = 13;
  private static final Pattern SHAPE = Pattern.compile("INV-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}");
  private static final Pattern LINK = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]+\\S*");

  /** Without 0 and 1, which look like O and I. */
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789";

  public InviteCode {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not an invite code: " + text);
    }
  }

  /** A new code. The generator must be unpredictable: who knows a code may join. */
  public static InviteCode random(RandomGenerator random) {
    return new InviteCode(PREFIX + group(random) + "-" + group(random));
  }

  /** Whether a text is an absolute link at all. */
  public static boolean isLink(String text) {
    return LINK.matcher(text).matches();
  }

  /** The code in a link: where its prefix first appears, else in the parameter {@code code}. */
  public static Optional<InviteCode> inLink(String link) {
    int start = link.indexOf(PREFIX);
    if (start >= 0 && start + LENGTH <= link.length()) {
      String candidate = link.substring(start, start + LENGTH);
      if (SHAPE.matcher(candidate).matches()) {
        return Optional.of(new InviteCode(candidate));
      }
    }
    int parameter = link.indexOf("code=");
    if (parameter < 0) {
      return Optional.empty();
    }
    String value = link.substring(parameter + "code=".length()).split("&", 2)[0];
    return SHAPE.matcher(value).matches() ? Optional.of(new InviteCode(value)) : Optional.empty();
  }

  /** Whether a code made at one time no longer opens the room at another; both times in UTC. */
  public static boolean isExpired(LocalDateTime createdAt, LocalDateTime now) {
    return Duration.between(createdAt, now).toDays() >= VALID_DAYS;
  }

  private static String group(RandomGenerator random) {
    StringBuilder group = new StringBuilder();
    for (int position = 0; position < 4; position++) {
      group.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return group.toString();
  }
}
