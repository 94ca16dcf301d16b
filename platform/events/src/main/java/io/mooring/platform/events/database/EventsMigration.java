package io.mooring.platform.events.database;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Proof that the platform's tables are there; beans that use them when the application starts ask for it. */
public final class EventsMigration {

    private EventsMigration() {}

    /**
     * Migrates in its own history table, so that a service's versions and ours never meet.
     *
     * @param service the service's Flyway, whose data source may have more rights than the service; else we take the
     *     R2DBC address
     */
    public static EventsMigration run(ConnectionFactory connections, @Nullable Flyway service) {
        FluentConfiguration flyway = Flyway.configure()
                .locations("classpath:db/migration/events")
                .table("events_schema_history")
                // The service's tables may have come first.
                .baselineOnMigrate(true)
                .baselineVersion("0");
        if (service != null) {
            flyway.dataSource(service.getConfiguration().getDataSource());
        } else {
            useR2dbcAddress(flyway, PlainConnections.options(connections));
        }
        flyway.load().migrate();
        return new EventsMigration();
    }

    private static void useR2dbcAddress(FluentConfiguration flyway, ConnectionFactoryOptions options) {
        Object port = options.hasOption(ConnectionFactoryOptions.PORT)
                ? options.getRequiredValue(ConnectionFactoryOptions.PORT)
                : 5432;
        Object password = options.getValue(ConnectionFactoryOptions.PASSWORD);
        flyway.dataSource(
                "jdbc:postgresql://" + options.getRequiredValue(ConnectionFactoryOptions.HOST) + ":" + port + "/"
                        + options.getRequiredValue(ConnectionFactoryOptions.DATABASE),
                String.valueOf(options.getRequiredValue(ConnectionFactoryOptions.USER)),
                password == null ? null : password.toString());
    }
}
