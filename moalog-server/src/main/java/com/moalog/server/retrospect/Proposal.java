package com.moalog.server.retrospect;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.model.ReferenceLinks;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.retrospect.model.RetrospectMethod;
import com.moalog.server.retrospect.model.Schedule;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new retrospect as the client describes it. */
record Proposal(
    @Nullable Long retroRoomId,
    @Nullable String projectName,
    @Nullable String retrospectDate,
    @Nullable String retrospectTime,
    @Nullable String retrospectMethod,
    @Nullable List<@Nullable String> referenceUrls,
    @Nullable Boolean anonymous) {

  private static final int NAME_LIMIT = 20;

  /** The description with everything checked, in the order that the contract gives to errors. */
  Plan checked(LocalDateTime nowInKorea) {
    RetrospectMethod method = method();
    String name = name();
    long room = Input.required("retroRoomId", retroRoomId);
    if (room < 1) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "retroRoomId");
    }
    String date = Input.required("retrospectDate", retrospectDate);
    String time = Input.required("retrospectTime", retrospectTime);
    Input.required("retrospectMethod", retrospectMethod);
    List<String> links = links();
    LocalDateTime start =
        Schedule.read(date, time)
            .filter(nowInKorea::isBefore)
            .orElseThrow(() -> Refusal.ofField(ErrorCode.BAD_REQUEST, "retrospectDate"));
    return new Plan(new RoomId(room), name, method, start, links, Boolean.TRUE.equals(anonymous));
  }

  private RetrospectMethod method() {
    if (retrospectMethod == null) {
      return RetrospectMethod.FREE;
    }
    return RetrospectMethod.named(retrospectMethod)
        .orElseThrow(() -> Refusal.of(ErrorCode.METHOD_UNKNOWN));
  }

  private String name() {
    String name = Input.required("projectName", projectName);
    int length = Input.length(name);
    if (length < 1 || length > NAME_LIMIT) {
      throw Refusal.of(ErrorCode.TITLE_LENGTH);
    }
    return name;
  }

  private List<String> links() {
    List<String> links = new ArrayList<>();
    if (referenceUrls != null) {
      referenceUrls.forEach(link -> links.add(Input.required("referenceUrls", link)));
    }
    if (!ReferenceLinks.fit(links)) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "referenceUrls");
    }
    if (!ReferenceLinks.areValid(links)) {
      throw Refusal.of(ErrorCode.REFERENCE_INVALID);
    }
    return links;
  }

  /** A new retrospect that obeys all rules; times on the wall clock in Korea. */
  record Plan(
      RoomId room,
      String title,
      RetrospectMethod method,
      LocalDateTime startTime,
      List<String> links,
      boolean anonymous) {

    Plan {
      links = List.copyOf(links);
    }

    /** The retrospect that is stored with this id. */
    Retrospect toRetrospect(RetrospectId id, MemberId creator) {
      return new Retrospect(id, room, title, method, startTime, false, anonymous, creator);
    }
  }
}
