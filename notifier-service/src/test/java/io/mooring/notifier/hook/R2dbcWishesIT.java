package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.slack.SlackAction.Subject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class R2dbcWishesIT extends WishesContract {

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
    Wishes wishes() {
        return new R2dbcWishes(database.client());
    }

    @Test
    void whatSomebodyHasInHandIsLeftToThem() {
        Wish wish = new Wish(Deed.RESOLVE, Subject.ALERT, UUID.randomUUID(), "ann", Alert.Via.SLACK, Instant.EPOCH);
        wishes().add(wish).block();
        long number = wishes().waiting(List.of(), 100).blockLast();
        Boolean taken = wishes().take(number)
                .flatMap(mine ->
                        Mono.fromFuture(() -> wishes().take(number).hasElement().toFuture()))
                .as(database.transaction()::transactional)
                .block();
        assertThat(taken).isFalse();
    }
}
