package io.mooring.backup.run;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class R2dbcBackupRunsIT extends BackupRunsContract {

    private static ConnectionPool connections;
    private static DatabaseClient client;
    private static TransactionalOperator transaction;

    @BeforeAll
    static void migrates() {
        PostgresDatabase database = Postgres.shared().freshDatabase("backup");
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration/backup")
                .load()
                .migrate();
        connections = new ConnectionPool(ConnectionPoolConfiguration.builder(
                        ConnectionFactories.get(ConnectionFactoryOptions.parse(database.r2dbcUrl())
                                .mutate()
                                .option(ConnectionFactoryOptions.USER, database.user())
                                .option(ConnectionFactoryOptions.PASSWORD, database.password())
                                .build()))
                .maxSize(8)
                .build());
        client = DatabaseClient.create(connections);
        transaction = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    @AfterAll
    static void closes() {
        connections.dispose();
    }

    @Override
    BackupRuns empty() {
        client.sql("TRUNCATE backup_run CASCADE").then().block();
        return new R2dbcBackupRuns(client, JsonMapper.builder().build());
    }

    @Override
    <T> Mono<T> transactional(Mono<T> work) {
        return transaction.transactional(work);
    }
}
