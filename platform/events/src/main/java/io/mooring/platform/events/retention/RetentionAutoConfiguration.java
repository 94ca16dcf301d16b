package io.mooring.platform.events.retention;

import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.database.EventsMigration;
import io.mooring.platform.events.relay.RelayAutoConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** Runs the chores where a service has an R2DBC database. */
@AutoConfiguration(after = {EventsAutoConfiguration.class, RelayAutoConfiguration.class})
@ConditionalOnBean(ConnectionFactory.class)
public class RetentionAutoConfiguration {

    @Bean
    Chore deleteOldOutboxRows(DatabaseClient database, EventsSettings settings, InstantSource clock) {
        EventsSettings.Retention retention = settings.retention();
        return new DeleteOldRows(database, DeleteOldRows.OUTBOX, retention.outbox(), retention, clock);
    }

    @Bean
    Chore deleteOldInboxRows(DatabaseClient database, EventsSettings settings, InstantSource clock) {
        EventsSettings.Retention retention = settings.retention();
        return new DeleteOldRows(database, DeleteOldRows.INBOX, retention.inbox(), retention, clock);
    }

    @Bean
    DoChores doChores(
            @Value("${spring.application.name:application}") String application,
            ObjectProvider<Chore> chores,
            EventsMigration tables) {
        return new DoChores(application, chores.stream().toList());
    }
}
