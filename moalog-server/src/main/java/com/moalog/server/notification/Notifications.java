package com.moalog.server.notification;

import com.moalog.server.database.Transactions;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.notification.HookRows.Kept;
import com.moalog.server.room.RoomAccess;
import com.moalog.server.room.model.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What members see of a room's hook and its owner decides. Thread-safe. */
final class Notifications {

  private final RoomAccess rooms;
  private final Transactions transactions;
  private final HookRows hooks;
  private final Outbox outbox;
  private final Rules rules;

  Notifications(
      RoomAccess rooms, Transactions transactions, HookRows hooks, Outbox outbox, Rules rules) {
    this.rooms = rooms;
    this.transactions = transactions;
    this.hooks = hooks;
    this.outbox = outbox;
    this.rules = rules;
  }

  /** What may be called, and what messages are signed with. */
  record Rules(PublicAddresses addresses, HookSecrets secrets) {}

  /** The hook for a member of the room; only its owner sees the whole address. */
  Shown show(MemberId caller, RoomId room) {
    Standing standing = rooms.requireStanding(room, caller);
    Hook hook = hooks.find(room).map(Kept::hook).orElseThrow(() -> Refusal.of(ErrorCode.NO_HOOK));
    return Shown.of(hook, standing == Standing.OWNER ? hook.url().toString() : hook.origin());
  }

  /** Sets the hook, for the room's owner. Another address gets another secret. */
  Saved save(MemberId caller, RoomId room, HookInput input, Language callers) {
    rooms.requireOwner(room, caller);
    Hook hook = input.checked(rules.addresses(), callers);
    return transactions.compute(() -> {
      Optional<String> present =
          hooks.find(room).filter(kept -> kept.hook().url().equals(hook.url())).map(Kept::nonce);
      String nonce = present.orElseGet(rules.secrets()::nonce);
      hooks.save(room, new Kept(hook, nonce));
      outbox.fit(room, hook);
      return Saved.of(hook, present.isPresent() ? null : rules.secrets().secret(nonce));
    });
  }

  /** Sends nothing any more, not even what was due. */
  void delete(MemberId caller, RoomId room) {
    rooms.requireOwner(room, caller);
    if (!hooks.delete(room)) {
      throw Refusal.of(ErrorCode.NO_HOOK);
    }
  }

  /** What was sent, for a member of the room. */
  Deliveries deliveries(MemberId caller, RoomId room) {
    rooms.requireInside(room, caller);
    return new Deliveries(outbox.entries(room));
  }

  private static String name(Language language) {
    return language.name().toLowerCase(Locale.ROOT);
  }

  /** A hook in the shape of the API. */
  record Shown(String url, HookFormat format, List<HookEvent> events, String language) {

    static Shown of(Hook hook, String url) {
      return new Shown(
          url, hook.format(), hook.events().stream().sorted().toList(), name(hook.language()));
    }
  }

  /**
   * A hook that was saved.
   *
   * @param secret to check signatures with, when it is new; it is never shown again
   */
  record Saved(
      String url,
      HookFormat format,
      List<HookEvent> events,
      String language,
      @Nullable String secret) {

    static Saved of(Hook hook, @Nullable String secret) {
      Shown shown = Shown.of(hook, hook.url().toString());
      return new Saved(shown.url(), shown.format(), shown.events(), shown.language(), secret);
    }
  }

  /** What was sent to a hook, newest first. */
  record Deliveries(List<Outbox.Entry> deliveries) {}
}
