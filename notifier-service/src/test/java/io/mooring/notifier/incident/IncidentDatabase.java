package io.mooring.notifier.incident;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A migrated database of its own. */
final class IncidentDatabase implements AutoCloseable {

    private final ConnectionPool pool;
    final DatabaseClient client;
    final TransactionalOperator transaction;

    IncidentDatabase() {
        PostgresDatabase fresh = Postgres.shared().freshDatabase("notifier");
        Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.user(), fresh.password())
                .locations("classpath:db/migration/notifier")
                .load()
                .migrate();
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(fresh.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, fresh.user())
                .option(ConnectionFactoryOptions.PASSWORD, fresh.password())
                .build();
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(6)
                .build());
        client = DatabaseClient.create(pool);
        transaction = TransactionalOperator.create(new R2dbcTransactionManager(pool));
    }

    void clear() {
        client.sql("TRUNCATE incident CASCADE").then().block();
    }

    @Override
    public void close() {
        pool.close();
    }
}
