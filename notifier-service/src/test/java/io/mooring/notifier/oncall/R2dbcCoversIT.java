package io.mooring.notifier.oncall;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.r2dbc.core.DatabaseClient;

class R2dbcCoversIT extends CoversContract {

    private static ConnectionPool pool;
    private static DatabaseClient database;

    @BeforeAll
    static void migrate() {
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
                .maxSize(4)
                .build());
        database = DatabaseClient.create(pool);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    Covers empty() {
        database.sql("TRUNCATE on_call_cover").then().block();
        return new R2dbcCovers(database);
    }
}
