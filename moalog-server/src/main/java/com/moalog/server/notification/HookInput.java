package com.moalog.server.notification;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the owner of a room wants its news to go, as it came in. */
record HookInput(
    @Nullable String url,
    @Nullable String format,
    @Nullable List<@Nullable String> events,
    @Nullable String language) {

  /** Longest address, in characters. */
  static final int URL_LIMIT = 500;

  private static final int PORT_LIMIT = 65_535;

  /**
   * The hook that is meant.
   *
   * @param addresses what may be called
   * @param callers the language of the messages unless another is asked for
   */
  Hook checked(PublicAddresses addresses, Language callers) {
    return new Hook(
        address(Input.required("url", url), addresses),
        constant(HookFormat.class, "format", format),
        wantedEvents(Input.required("events", events)),
        language == null
            ? callers
            : constant(Language.class, "language", language.toUpperCase(Locale.ROOT)));
  }

  private static URI address(String text, PublicAddresses addresses) {
    try {
      URI address = URI.create(new URI(text.strip()).toASCIIString());
      boolean web =
          "https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && addresses.localAllowed());
      boolean plain = address.getRawUserInfo() == null && address.getRawFragment() == null;
      boolean named = address.getHost() != null && address.getPort() <= PORT_LIMIT;
      boolean fits = address.toString().length() <= URL_LIMIT;
      if (web && plain && named && fits && isOutside(address, addresses)) {
        return address;
      }
    } catch (URISyntaxException malformed) {
      // refused below, like every other address that cannot be called
    }
    throw Refusal.ofField(ErrorCode.BAD_REQUEST, "url");
  }

  /** A name is looked up when it is called, and every time anew; a number can be judged here. */
  private static boolean isOutside(URI address, PublicAddresses addresses) {
    try {
      return addresses.isAllowed(InetAddress.ofLiteral(PublicAddresses.plain(address.getHost())));
    } catch (IllegalArgumentException name) {
      return addresses.localAllowed() || !address.getHost().equalsIgnoreCase("localhost");
    }
  }

  private static Set<HookEvent> wantedEvents(List<@Nullable String> names) {
    Set<HookEvent> wanted = EnumSet.noneOf(HookEvent.class);
    names.forEach(name -> wanted.add(constant(HookEvent.class, "events", name)));
    if (wanted.isEmpty()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "events");
    }
    return wanted;
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, String field, @Nullable String name) {
    try {
      return Enum.valueOf(type, Input.required(field, name));
    } catch (IllegalArgumentException unknown) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, field);
    }
  }
}
