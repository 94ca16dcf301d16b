package io.mooring.platform.web.idempotency;

import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys for a service with a database. */
@AutoConfiguration(
        after = {
            R2dbcAutoConfiguration.class,
            R2dbcTransactionManagerAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@ConditionalOnClass({DatabaseClient.class, Flyway.class})
@ConditionalOnBean({ReactiveTransactionManager.class, Flyway.class})
@EnableConfigurationProperties(IdempotencySettings.class)
final class IdempotencyAutoConfiguration {

    @Bean
    WebSchema webSchema(Flyway flyway, ObjectProvider<FlywayMigrationInitializer> servicesOwnSchemaFirst) {
        servicesOwnSchemaFirst.ifAvailable(done -> {});
        return new WebSchema(flyway.getConfiguration());
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyKeys idempotencyKeys(
            WebSchema migrated,
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            JsonMapper json,
            ObjectProvider<InstantSource> clock,
            IdempotencySettings settings) {
        return new R2dbcIdempotencyKeys(
                database,
                TransactionalOperator.create(transactions),
                json,
                clock.getIfAvailable(InstantSource::system),
                settings);
    }
}
