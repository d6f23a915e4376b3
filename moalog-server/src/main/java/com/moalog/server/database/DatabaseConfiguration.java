package com.moalog.server.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of the database connection. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean(destroyMethod = "close")
  HikariDataSource requestPool(DatabaseSettings settings) {
    return Pools.forRequests(settings);
  }

  @Bean(destroyMethod = "close", defaultCandidate = false)
  HikariDataSource healthPool(DatabaseSettings settings) {
    return Pools.forHealth(settings);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource requestPool) {
    return new JdbcTemplate(requestPool);
  }

  @Bean
  JdbcClient jdbcClient(JdbcTemplate jdbcTemplate) {
    return JdbcClient.create(jdbcTemplate);
  }

  @Bean
  Transactions transactions(DataSource requestPool) {
    return new Transactions(
        new TransactionTemplate(new JdbcTransactionManager(requestPool)), new SplittableRandom());
  }

  @Bean
  Schema schema(DatabaseSettings settings) {
    return new Schema(Pools.forSchema(settings), settings.schemaUpdate());
  }

  @Bean
  DatabaseHealth databaseHealth(@Qualifier("healthPool") DataSource healthPool, Schema schema) {
    return new DatabaseHealth(healthPool, schema);
  }
}
