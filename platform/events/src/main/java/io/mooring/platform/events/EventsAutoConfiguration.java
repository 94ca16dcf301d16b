package io.mooring.platform.events;

import io.mooring.platform.events.database.EventsMigration;
import io.mooring.platform.events.database.SessionGuard;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What every other part stands on: settings, the clock, the tables. */
@AutoConfiguration(
        after = {R2dbcAutoConfiguration.class, FlywayAutoConfiguration.class},
        afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration")
@EnableConfigurationProperties(EventsSettings.class)
public class EventsAutoConfiguration {

    /** In microseconds, as events and PostgreSQL keep time: a finer one would come back another, cut off here and rounded there. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.tick(InstantSource.system(), Duration.ofNanos(1_000));
    }

    @Bean
    SessionGuard sessionGuard(EventsSettings settings) {
        return new SessionGuard(settings.inbox().handlerTimeout());
    }

    /** After the service's own migrations, which must find a schema they may call their own. */
    @Bean
    @ConditionalOnBean(ConnectionFactory.class)
    EventsMigration eventsMigration(
            ConnectionFactory connections,
            ObjectProvider<Flyway> flyway,
            ObjectProvider<FlywayMigrationInitializer> serviceMigration) {
        serviceMigration.ifAvailable(done -> {});
        return EventsMigration.run(connections, flyway.getIfAvailable());
    }
}
