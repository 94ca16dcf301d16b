package io.mooring.notifier.input;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Inputs as rows. */
final class R2dbcInputRecords implements InputRecords {

    /** In the order of their ids, so that two messages with the same alerts wait for each other instead of both. */
    private static final String ADMIT = """
            WITH said AS (
                SELECT * FROM unnest(:ids::text[], :keys::text[], :says::text[], :since::timestamptz[])
                              AS s (id, key, says, since)
            ), kept AS (
                INSERT INTO input_signal (input, id, key, says, since, heard_at)
                SELECT :input, id, key, says, since, :now FROM said ORDER BY id
                ON CONFLICT (input, id) DO UPDATE SET heard_at = :now, times = input_signal.times + 1
                RETURNING id, times
            )
            SELECT said.id FROM said JOIN kept USING (id)
            WHERE kept.times > 1
               OR said.says = 'RESOLVED' AND EXISTS (
                    SELECT 1 FROM input_signal later
                    WHERE later.input = :input AND later.key = said.key AND later.says = 'FIRING'
                      AND later.since > said.since)
            """;

    /** Other settings begin the watch anew, but they are no sign of life: what was late stays so until it is heard. */
    private static final String REGISTER = """
            INSERT INTO input_state (name, expected, watched_since, checked_at) VALUES (:name, :expected, :now, :now)
            ON CONFLICT (name) DO UPDATE
            SET expected = :expected, watched_since = :now, checked_at = :now, told = least(input_state.told, 1),
                silent_millis = CASE WHEN input_state.told > 0 THEN :longest ELSE 0 END
            WHERE input_state.expected <> :expected
            """;

    private static final String REFUSED = """
            INSERT INTO input_refusal AS r (input, code, words, status, first_at, last_at)
            VALUES (:input, :code, :words, :status, :at, :at)
            ON CONFLICT (input, code, words) DO UPDATE SET times = r.times + 1, last_at = :at
            """;

    private static final String FORGET_REFUSALS = """
            DELETE FROM input_refusal WHERE input = :input AND (code, words) IN (
                SELECT code, words FROM input_refusal WHERE input = :input ORDER BY last_at DESC OFFSET :most)
            """;

    private final DatabaseClient database;

    R2dbcInputRecords(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Set<String>> admit(Input input, List<Signal.Said> said, Instant now) {
        return database.sql(ADMIT)
                .bind("input", input.name())
                .bind("now", now)
                .bind("ids", column(said, Signal.Said::id))
                .bind("keys", column(said, signal -> signal.report().key()))
                .bind("says", column(said, signal -> signal.report().says().name()))
                .bind("since", said.stream().map(Signal.Said::since).toArray(Instant[]::new))
                .map(row -> text(row, "id"))
                .all()
                .collect(Collectors.toSet());
    }

    private static String[] column(List<Signal.Said> said, Function<Signal.Said, String> value) {
        return said.stream().map(value).toArray(String[]::new);
    }

    @Override
    public Mono<Void> heard(Input input, boolean beat, Instant now) {
        return database.sql("""
                        UPDATE input_state SET received = received + 1, last_heard_at = :now,
                            beat_at = CASE WHEN :beat THEN :now ELSE beat_at END,
                            checked_at = CASE WHEN :beat THEN :now ELSE checked_at END,
                            silent_millis = CASE WHEN :beat THEN 0 ELSE silent_millis END
                        WHERE name = :name
                        """)
                .bind("name", input.name())
                .bind("beat", beat)
                .bind("now", now)
                .then();
    }

    @Override
    public Mono<Void> refused(String input, Refusal refusal, int most) {
        return database.sql(REFUSED)
                .bind("input", input)
                .bind("code", refusal.code())
                .bind("words", refusal.words())
                .bind("status", refusal.status())
                .bind("at", refusal.lastAt())
                .then()
                .then(database.sql("UPDATE input_state SET refused = refused + 1 WHERE name = :input")
                        .bind("input", input)
                        .then())
                .then(database.sql(FORGET_REFUSALS)
                        .bind("input", input)
                        .bind("most", most)
                        .then());
    }

    @Override
    public Mono<Void> register(Input input, Instant now) {
        Duration expected = input.settings().expectedEvery();
        Duration longest = input.settings().longestSilence();
        return database.sql(REGISTER)
                .bind("longest", longest == null ? 0 : longest.toMillis())
                .bind("name", input.name())
                .bind("expected", expected == null ? "" : expected.toString())
                .bind("now", now)
                .then();
    }

    @Override
    public Mono<Watch> take(String input) {
        return database.sql("SELECT * FROM input_state WHERE name = :name FOR UPDATE SKIP LOCKED")
                .bind("name", input)
                .map(row -> new Watch(
                        text(row, "name"),
                        time(row, "watched_since"),
                        time(row, "checked_at"),
                        Duration.ofMillis(number(row, "silent_millis")),
                        Math.toIntExact(number(row, "told")),
                        row.get("beat_at", Instant.class)))
                .one();
    }

    @Override
    public Mono<Void> save(Watch watch) {
        return database.sql("""
                        UPDATE input_state SET checked_at = :at, silent_millis = :silent, told = :told WHERE name = :name
                        """)
                .bind("name", watch.input())
                .bind("at", watch.checkedAt())
                .bind("silent", watch.silent().toMillis())
                .bind("told", watch.told())
                .then();
    }

    @Override
    public Flux<String> abandoned(Set<String> watched) {
        return database.sql("SELECT name FROM input_state WHERE told > 0 AND name <> ALL (:watched::text[])")
                .bind("watched", watched.toArray(String[]::new))
                .map(row -> text(row, "name"))
                .all();
    }

    @Override
    public Mono<Map<String, Known>> known() {
        return database.sql("SELECT * FROM input_state")
                .map(row -> Map.entry(
                        text(row, "name"),
                        new Known(
                                Duration.ofMillis(number(row, "silent_millis")),
                                Math.toIntExact(number(row, "told")),
                                row.get("last_heard_at", Instant.class),
                                row.get("beat_at", Instant.class),
                                time(row, "watched_since"),
                                number(row, "received"),
                                number(row, "refused"))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public Mono<List<Refusal>> refusals(String input) {
        return database.sql("SELECT * FROM input_refusal WHERE input = :input ORDER BY last_at DESC, code, words")
                .bind("input", input)
                .map(row -> new Refusal(
                        text(row, "code"),
                        Math.toIntExact(number(row, "status")),
                        text(row, "words"),
                        number(row, "times"),
                        time(row, "first_at"),
                        time(row, "last_at")))
                .all()
                .collectList();
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Number.class)).longValue();
    }
}
