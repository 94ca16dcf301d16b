package io.mooring.backup;

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

/** A database of this service's own with all its tables, for the contract kits of its adapters. */
public final class BackupDatabase implements AutoCloseable {

    private final ConnectionPool connections;
    private final DatabaseClient client;
    private final TransactionalOperator transaction;

    private BackupDatabase(PostgresDatabase database) {
        this.connections = new ConnectionPool(ConnectionPoolConfiguration.builder(
                        ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl())
                                .mutate()
                                .option(ConnectionFactoryOptions.USER, database.user())
                                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                                .build()))
                .maxSize(8)
                .build());
        this.client = DatabaseClient.create(connections);
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    public static BackupDatabase migrated() {
        PostgresDatabase database = Postgres.shared().freshDatabase("backup");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/backup")
                .load()
                .migrate();
        return new BackupDatabase(database);
    }

    public DatabaseClient client() {
        return client;
    }

    public TransactionalOperator transaction() {
        return transaction;
    }

    public void empty(String table) {
        client.sql("TRUNCATE " + table + " CASCADE").then().block();
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
