package io.mooring.platform.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class R2dbcIdempotencyKeysIT extends IdempotencyContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private DatabaseClient database;
    private IdempotencyKeys keys;

    @BeforeEach
    void startsWithoutKeys() {
        PostgresDatabase address = Postgres.shared().freshDatabase("keys");
        new WebSchema(Flyway.configure().dataSource(address.jdbcUrl(), address.user(), address.password()));
        ConnectionFactory connections = ConnectionFactoryBuilder.withUrl(address.r2dbcUrl())
                .username(address.user())
                .password(address.password())
                .build();
        database = DatabaseClient.create(connections);
        keys = new R2dbcIdempotencyKeys(
                database,
                TransactionalOperator.create(new R2dbcTransactionManager(connections)),
                JSON,
                clock,
                new IdempotencySettings(KEEP));
        database.sql("CREATE TABLE effects (made boolean)").then().block(PATIENCE);
    }

    @Test
    void anAnswerThatCannotBeRecordedTakesItsEffectBack() {
        Mono<ResponseEntity<?>> unwritable = effect().thenReturn(ResponseEntity.ok(new Unwritable()));

        assertThatThrownBy(() -> once("k", "ada", "a", unwritable)).hasMessageContaining("cannot be written");
        assertThat(effects()).isZero();
        assertThat(count("idempotency_keys")).isZero();
    }

    @Override
    protected IdempotencyKeys keys() {
        return keys;
    }

    @Override
    protected Mono<Void> effect() {
        return database.sql("INSERT INTO effects VALUES (true)").then();
    }

    @Override
    protected long effects() {
        return count("effects");
    }

    private long count(String table) {
        return Objects.requireNonNull(database.sql("SELECT count(*) FROM " + table)
                .map(row -> row.get(0, Long.class))
                .one()
                .block(PATIENCE));
    }

    /** Has a getter that fails. */
    public static final class Unwritable {

        public String getValue() {
            throw new IllegalStateException("cannot be written");
        }
    }
}
