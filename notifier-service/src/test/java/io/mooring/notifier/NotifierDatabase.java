package io.mooring.notifier;

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

/** A real database with the notifier's tables, for tests of one capability. */
public record NotifierDatabase(DatabaseClient client, TransactionalOperator transaction, ConnectionPool pool)
        implements AutoCloseable {

    public static NotifierDatabase fresh() {
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
        ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(8)
                .build());
        return new NotifierDatabase(
                DatabaseClient.create(pool), TransactionalOperator.create(new R2dbcTransactionManager(pool)), pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
