package com.moalog.server.room;

import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.room.model.InviteCode;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Invite links over HTTP. */
@RestController
@RequestMapping("/api/v1/retro-rooms")
@Tag(name = "RetroRoom")
class InvitationEndpoints {

  private static final int LINK_LIMIT = 2_048;

  private final Invitations invitations;
  private final GuessLimit guesses;

  InvitationEndpoints(Invitations invitations, GuessLimit guesses) {
    this.invitations = invitations;
    this.guesses = guesses;
  }

  @PostMapping("/join")
  Envelope<Invitations.Joined> join(MemberId caller, @RequestBody Link body) {
    String link = Input.required("inviteUrl", body.inviteUrl());
    if (link.length() > LINK_LIMIT || !InviteCode.isLink(link)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "inviteUrl");
    }
    InviteCode code =
        InviteCode.inLink(link).orElseThrow(() -> Refusal.of(ErrorCode.INVITE_INVALID));
    guesses.check(caller);
    Optional<Invitations.Invitation> invitation = invitations.find(code);
    if (invitation.isEmpty()) {
      guesses.countWrongGuess(caller);
      throw Refusal.of(ErrorCode.ROOM_NOT_FOUND);
    }
    return Envelope.success(invitations.join(caller, invitation.get()));
  }

  @GetMapping("/{retroRoomId}/invite-code")
  Envelope<Invitations.Code> code(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(invitations.codeOf(new RoomId(retroRoomId), caller));
  }

  @PostMapping("/{retroRoomId}/invite-code")
  Envelope<Invitations.Code> renew(MemberId caller, @PathVariable long retroRoomId) {
    return Envelope.success(invitations.renew(new RoomId(retroRoomId), caller));
  }

  record Link(@Nullable String inviteUrl) {}
}
