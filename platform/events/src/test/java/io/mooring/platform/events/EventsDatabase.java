package io.mooring.platform.events;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.database.EventsMigration;
import io.mooring.platform.events.database.PlainConnections;
import io.mooring.testkit.Postgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A database with the platform's tables, as a service sees it. */
public final class EventsDatabase implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresDatabase address;
    private final ConnectionFactory connections;

    public EventsDatabase(String name) {
        this.address = Postgres.shared().freshDatabase(name);
        this.connections = ConnectionFactoryBuilder.withUrl(
                        address.r2dbcUrl().replace("r2dbc:", "r2dbc:pool:") + "?maxSize=8")
                .username(address.user())
                .password(address.password())
                .build();
        EventsMigration.run(connections, null);
    }

    public PostgresDatabase address() {
        return address;
    }

    public ConnectionFactory connections() {
        return connections;
    }

    public ConnectionFactory plainConnections(String name) {
        return PlainConnections.like(connections, name);
    }

    public DatabaseClient client() {
        return DatabaseClient.create(connections);
    }

    public TransactionalOperator transaction() {
        return TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    public Connection jdbc() throws SQLException {
        return address.connect();
    }

    /** One number. */
    public long count(String sql) {
        Long count = wait(client().sql(sql).map(row -> row.get(0, Long.class)).one());
        return count == null ? 0 : count;
    }

    public static <T> T wait(Mono<T> mono) {
        return mono.block(PATIENCE);
    }

    @Override
    public void close() {
        Object pool = OptionsCapableConnectionFactory.unwrapFrom(connections) == null
                ? connections
                : ((io.r2dbc.spi.Wrapped<?>) connections).unwrap();
        if (pool instanceof ConnectionPool open) {
            open.dispose();
        }
    }
}
