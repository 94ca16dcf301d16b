package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.consumer.DeadLetterTopic;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import io.r2dbc.spi.Readable;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What operators decided, in the service's database, since a record in a topic cannot be changed. */
final class Decisions {

    private static final String NOTE = """
            INSERT INTO dead_letter_decision (topic, partition, "offset", decision, decided_at, decided_by)
            VALUES (:topic, :partition, :offset, :decision, :now, :by) ON CONFLICT DO NOTHING""";

    private static final String OF = """
            SELECT partition, "offset", decision FROM dead_letter_decision
            WHERE topic = :topic AND ("offset" BETWEEN :lowest AND :highest)""";

    private final DatabaseClient database;
    private final InstantSource clock;

    Decisions(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** False when somebody has decided before. */
    Mono<Boolean> note(Subscription source, LetterId letter, DeadLetter.State decision, String by) {
        return database.sql(NOTE)
                .bind("topic", DeadLetterTopic.of(source.topic(), source.group()))
                .bind("partition", letter.partition())
                .bind("offset", letter.offset())
                .bind("decision", decision.written())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("by", by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** The decided ones among these letters. */
    Mono<Map<LetterId, DeadLetter.State>> of(Subscription source, Collection<LetterId> letters) {
        long lowest = letters.stream().mapToLong(LetterId::offset).min().orElse(0);
        long highest = letters.stream().mapToLong(LetterId::offset).max().orElse(-1);
        return database.sql(OF)
                .bind("topic", DeadLetterTopic.of(source.topic(), source.group()))
                .bind("lowest", lowest)
                .bind("highest", highest)
                .map(row -> Map.entry(letter(row), state(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static LetterId letter(Readable row) {
        return new LetterId(
                Objects.requireNonNull(row.get("partition", Integer.class)),
                Objects.requireNonNull(row.get("offset", Long.class)));
    }

    private static DeadLetter.State state(Readable row) {
        return DeadLetter.State.valueOf(
                Objects.requireNonNull(row.get("decision", String.class)).toUpperCase(Locale.ROOT));
    }
}
