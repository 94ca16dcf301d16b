package io.mooring.backup.bench;

import io.mooring.backup.known.R2dbcKnownTrees;
import io.mooring.backup.source.PostgresSource;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Where the service keeps what it knows of trees: its own tables, in an empty database. */
final class KnownInDatabase implements AutoCloseable {

    private final ConnectionPool connections;

    KnownInDatabase(PostgresSource database) {
        String password = database.password().reveal();
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.database()),
                        database.user(),
                        password)
                .locations("classpath:db/migration/backup")
                .load()
                .migrate();
        this.connections = new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get(ConnectionFactoryOptions.builder()
                                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                                .option(ConnectionFactoryOptions.HOST, database.host())
                                .option(ConnectionFactoryOptions.PORT, database.port())
                                .option(ConnectionFactoryOptions.DATABASE, database.database())
                                .option(ConnectionFactoryOptions.USER, database.user())
                                .option(ConnectionFactoryOptions.PASSWORD, password)
                                .build()))
                        .build());
    }

    R2dbcKnownTrees trees() {
        return new R2dbcKnownTrees(
                DatabaseClient.create(connections),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
