package com.moalog.server.retrospect;

import com.moalog.server.member.Departure;
import com.moalog.server.model.MemberId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Empties the answers that a leaving member never submitted. Without their author nothing would
 * tell them from submitted ones, and the room would read what was never shared. Thread-safe.
 */
@Component
class UnsubmittedAnswers implements Departure {

  private final JdbcClient database;

  UnsubmittedAnswers(JdbcClient database) {
    this.database = database;
  }

  @Override
  public void beforeDeletionOf(MemberId member) {
    database
        .sql(
            """
            UPDATE response
            JOIN member_response ON member_response.response_id = response.response_id
            JOIN member_retro ON member_retro.retrospect_id = response.retrospect_id
              AND member_retro.member_id = member_response.member_id
            SET response.response = ''
            WHERE member_response.member_id = :member AND member_retro.status = 'DRAFT'
            """)
        .param("member", member.value())
        .update();
  }
}
