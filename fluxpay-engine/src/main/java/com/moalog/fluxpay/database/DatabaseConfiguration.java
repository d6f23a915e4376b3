package com.moalog.fluxpay.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The parts of the database connection. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  @Bean(destroyMethod = "close", defaultCandidate = false)
  HikariDataSource appPool(DatabaseSettings settings) {
    return Pools.app(settings);
  }

  @Bean(destroyMethod = "close", defaultCandidate = false)
  HikariDataSource workerPool(DatabaseSettings settings) {
    return Pools.worker(settings);
  }

  @Bean
  Schema schema(
      DatabaseSettings settings, List<OwnerStep> ownerSteps, @Qualifier("fatal") Runnable fatal) {
    return new Schema(new Migrations(settings, ownerSteps), fatal);
  }

  @Bean
  TenantTransactions tenantTransactions(
      @Qualifier("appPool") HikariDataSource appPool, Schema schema) {
    return new TenantTransactions(
        new TransactionTemplate(new JdbcTransactionManager(appPool)),
        JdbcClient.create(appPool),
        schema);
  }

  @Bean
  WorkerDatabase workerDatabase(@Qualifier("workerPool") HikariDataSource workerPool) {
    return new WorkerDatabase(
        JdbcClient.create(workerPool),
        new TransactionTemplate(new JdbcTransactionManager(workerPool)));
  }
}
