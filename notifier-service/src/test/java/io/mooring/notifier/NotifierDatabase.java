package io.mooring.notifier;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A real database with the notifier's tables, for tests of one capability. */
public record NotifierDatabase(
        PostgresDatabase place, DatabaseClient client, TransactionalOperator transaction, ConnectionPool pool)
        implements AutoCloseable {

    public static NotifierDatabase fresh() {
        return at("latest");
    }

    /** As the service of a former version has it. */
    public static NotifierDatabase at(String version) {
        PostgresDatabase place = Postgres.shared().freshDatabase("notifier");
        migrate(place, version);
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(place.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, place.user())
                .option(ConnectionFactoryOptions.PASSWORD, place.password())
                .build();
        ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(options))
                .maxSize(8)
                .build());
        return new NotifierDatabase(
                place,
                DatabaseClient.create(pool),
                TransactionalOperator.create(new R2dbcTransactionManager(pool)),
                pool);
    }

    /** What an upgrade does when the service starts. */
    public void upgrade() {
        migrate(place, "latest");
    }

    private static void migrate(PostgresDatabase place, String version) {
        Flyway.configure()
                .dataSource(place.jdbcUrl(), place.user(), place.password())
                .locations("classpath:db/migration/notifier")
                .target(version)
                .load()
                .migrate();
    }

    public void run(String statement) {
        client.sql(statement).then().block();
    }

    public long count(String table) {
        return Objects.requireNonNull(client.sql("SELECT count(*) AS n FROM " + table)
                .map(row -> Objects.requireNonNull(row.get("n", Long.class)))
                .one()
                .block());
    }

    @Override
    public void close() {
        pool.close();
    }
}
