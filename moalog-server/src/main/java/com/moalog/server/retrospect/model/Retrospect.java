package com.moalog.server.retrospect.model;

import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.model.RoomId;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One session of a room about one project.
 *
 * @param id the retrospect's id
 * @param room where it is held
 * @param title the project's name
 * @param method which five questions are asked
 * @param startTime wall clock in Korea
 * @param analysed whether the analysis has been stored
 * @param anonymous whether nobody may know who wrote what
 * @param createdBy who created it; unknown for old rows
 */
public record Retrospect(
    RetrospectId id,
    RoomId room,
    String title,
    RetrospectMethod method,
    LocalDateTime startTime,
    boolean analysed,
    boolean anonymous,
    @Nullable MemberId createdBy) {}
