package com.moalog.server.ai;

import com.moalog.server.ai.model.GroundedAnalysis;
import com.moalog.server.ai.model.Guide;
import com.moalog.server.ai.model.TeamAnswers;
import com.moalog.server.ai.model.WritingTask;
import java.util.List;

/**
 * Reads answers and writes insight, missions and hints. Implementations are thread-safe, may take
 * long and must not be called inside a database transaction.
 */
public interface Analyst {

  /** The name under which results say who wrote them. */
  String name();

  /**
   * Analyses a retrospect. Every sentence of the insight names the answers it rests on, all of them
   * answers of this team.
   *
   * @throws AnalystException when there is no usable result
   */
  GroundedAnalysis analyse(TeamAnswers answers, Bill bill);

  /**
   * The bodies of the requests that {@link #analyse} begins with, byte for byte as they leave the
   * server in UTF-8; none when nothing leaves it.
   */
  List<String> requests(TeamAnswers answers);

  /**
   * Gives one to three hints for writing.
   *
   * @throws AnalystException when there is no usable result
   */
  List<Guide> guide(WritingTask task, Bill bill);
}
