package io.mooring.platform.events.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.Surroundings;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactory;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Sessions of a service's pool, as Spring Boot makes it. */
class SessionGuardIT {

    private static PostgresDatabase database;

    @BeforeAll
    static void create() {
        database = Postgres.shared().freshDatabase("guarded");
    }

    @Test
    void theServerGivesUpAClientThatStopsInTheMiddleOfATransaction() {
        service().run(context -> assertThat(settings(context.getBean(ConnectionFactory.class)))
                .containsEntry("idle_in_transaction_session_timeout", "20s")
                .containsEntry("lock_timeout", "45s")
                .containsEntry("tcp_keepalives_idle", "10")
                .containsEntry("tcp_keepalives_interval", "5")
                .containsEntry("tcp_keepalives_count", "2")
                .containsEntry("tcp_user_timeout", "20000"));
    }

    @Test
    void whatAServiceSaysOfItsSessionsWins() {
        service()
                .withPropertyValues("spring.r2dbc.properties.options=lock_timeout=7s;statement_timeout=8s")
                .run(context -> assertThat(settings(context.getBean(ConnectionFactory.class)))
                        .containsEntry("idle_in_transaction_session_timeout", "20s")
                        .containsEntry("lock_timeout", "7s")
                        .containsEntry("statement_timeout", "8s"));
    }

    @Test
    void anEndedSessionFailsItsTransactionAloneAndThePoolGoesOn() {
        service()
                .withPropertyValues(
                        "spring.r2dbc.pool.initial-size=1",
                        "spring.r2dbc.pool.max-size=1",
                        "spring.r2dbc.properties.options=idle_in_transaction_session_timeout=200ms")
                .run(context -> {
                    ConnectionFactory pool = context.getBean(ConnectionFactory.class);
                    DatabaseClient client = DatabaseClient.create(pool);
                    Mono<Void> stops = client.sql("CREATE TABLE half_done (n int)")
                            .then()
                            .then(ended(pool))
                            .then(client.sql("SELECT 1").then())
                            .as(TransactionalOperator.create(new R2dbcTransactionManager(pool))::transactional);
                    assertThat(Surroundings.areAway(catchThrowable(() -> EventsDatabase.wait(stops))))
                            .isTrue();
                    assertThat(EventsDatabase.wait(client.sql("SELECT to_regclass('half_done') IS NULL AS gone")
                                    .map(row -> row.get("gone", Boolean.class))
                                    .one()))
                            .isTrue();
                });
    }

    @Test
    void whoeverWaitsForALockInVainIsNotAtFault() {
        service().withPropertyValues("mooring.events.inbox.handler-timeout=1s").run(context -> {
            DatabaseClient client = DatabaseClient.create(context.getBean(ConnectionFactory.class));
            try (Connection other = database.connect()) {
                other.setAutoCommit(false);
                other.createStatement().execute("SELECT pg_advisory_xact_lock(1)");
                Mono<Void> waits = client.sql("SELECT pg_advisory_xact_lock(1)").then();
                assertThat(Surroundings.areAway(catchThrowable(() -> EventsDatabase.wait(waits))))
                        .isTrue();
            }
        });
    }

    /** Asked of another session, this one being busy with stopping. */
    private static Mono<Void> ended(ConnectionFactory pool) {
        DatabaseClient beside = DatabaseClient.create(PlainConnections.like(pool, "watching"));
        return beside.sql("SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'idle in transaction'"
                        + " AND datname = current_database()")
                .map(row -> row.get("n", Long.class))
                .one()
                .repeat()
                .takeUntil(idle -> idle == 0)
                .then();
    }

    private static ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(R2dbcAutoConfiguration.class, EventsAutoConfiguration.class))
                .withPropertyValues(
                        "spring.r2dbc.url=" + database.r2dbcUrl(),
                        "spring.r2dbc.username=" + database.user(),
                        "spring.r2dbc.password=" + database.password());
    }

    private static Map<String, String> settings(ConnectionFactory pool) {
        return EventsDatabase.wait(DatabaseClient.create(pool)
                .sql("SELECT name, current_setting(name) AS value FROM pg_settings WHERE name ~ 'timeout|tcp_'")
                .map(row -> Map.entry(
                        String.valueOf(row.get("name", String.class)), String.valueOf(row.get("value", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
