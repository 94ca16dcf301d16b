package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class R2dbcHeardEventsIT extends HeardEventsContract {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    HeardEvents events() {
        return at(NOW);
    }

    private static HeardEvents at(Instant now) {
        return new R2dbcHeardEvents(database.client(), () -> now);
    }

    @Test
    void whatIsUndoneWasNotHeard() {
        Mono<Boolean> undone = at(NOW).isNew("undone", "e-1").then(Mono.error(new IllegalStateException("undo")));
        assertThatThrownBy(
                        () -> undone.as(database.transaction()::transactional).block())
                .hasMessage("undo");
        assertThat(at(NOW).isNew("undone", "e-1").block()).isTrue();
    }

    @Test
    void whatIsOlderThanAWeekIsForgotten() {
        at(NOW.minus(Duration.ofDays(8))).isNew("old", "e-1").block();
        at(NOW.minus(Duration.ofDays(6))).isNew("old", "e-2").block();
        at(NOW).isNew("old", "e-3").block();
        assertThat(at(NOW).isNew("old", "e-2").block()).isFalse();
        assertThat(at(NOW).isNew("old", "e-1").block()).isTrue();
    }
}
