package io.mooring.notifier.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real database: what is over for more than ten days goes, and nothing else. */
class ForgetRowsIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OLD = "'2026-02-01T00:00:00Z'";
    private static final String YOUNG = "'2026-02-25T00:00:00Z'";
    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.run(
                "TRUNCATE alert, gathering, told, silence, maintenance_window, announcement, on_call_cover, input_signal,"
                        + " input_refusal, news, news_digest CASCADE");
    }

    @Test
    void aGatheringGoesWithItsLastAlertEvenWhenItStillOwedWords() {
        gathering(1, OLD, true);
        gathering(2, OLD, false);
        gathering(3, YOUNG, true);
        database.run("""
                INSERT INTO alert (id, key, state, revision, severity, urgency, title, body, facts, labels, event_id, event_type,
                    source, correlation_id, started_at, raised_at, heard_at, reports, flapping, revised_at)
                VALUES ('%s', 'a', 'FIRING', 1, 'CRITICAL', 2, '', '', '[]', '{}', 'e', 't', 's', 'c', now(), now(), now(), 1,
                    false, now())""".formatted(uuid(9)));
        database.run("INSERT INTO told (alert_id, destination, gathering_id, told_at, route, why) VALUES ('" + uuid(9)
                + "', 'slack', '" + uuid(2) + "', now(), 'r', 'w')");
        forget(Forgotten.GATHERINGS);
        assertThat(ids("gathering")).as("one has an alert, one is young").containsExactly(uuid(2), uuid(3));
    }

    @Test
    void aSilenceGoesWhenItIsOverAndThatWasNoticed() {
        silence(1, OLD, "NULL");
        silence(2, OLD, OLD);
        silence(3, YOUNG, "NULL");
        forget(Forgotten.SILENCES);
        assertThat(ids("silence")).containsExactly(uuid(2), uuid(3));
    }

    @Test
    void aWindowThatIsNotOverStaysHoweverOldItIs() {
        window("over", "COMPLETED", OLD);
        window("called-off", "CANCELLED", OLD);
        window("planned", "PLANNED", OLD);
        window("runs", "STARTED", OLD);
        window("young", "FAILED", YOUNG);
        forget(Forgotten.WINDOWS);
        assertThat(ids("maintenance_window")).containsExactly("planned", "runs", "young");
    }

    @Test
    void anAnnouncementStaysWhileItsWindowIsToCome() {
        window("planned", "PLANNED", OLD);
        window("over", "COMPLETED", OLD);
        announcement(1, "over", OLD);
        announcement(2, "planned", OLD);
        announcement(3, "unknown", OLD);
        announcement(4, "over", YOUNG);
        announcement(5, "over", "NULL");
        forget(Forgotten.ANNOUNCEMENTS);
        assertThat(ids("announcement")).containsExactly(uuid(2), uuid(4), uuid(5));
    }

    @Test
    void anOverrideGoesWhenItsTimeIsLongOver() {
        for (int i = 1; i <= 2; i++) {
            database.run("""
                    INSERT INTO on_call_cover (id, schedule, person, begins, ends, reason, by, created_at, covers)
                    VALUES ('%s', 's', 'ann', '2026-01-01', %s, '', 'bob', '2026-01-01', '{}')""".formatted(uuid(i), i == 1 ? OLD : YOUNG));
        }
        forget(Forgotten.ON_CALL_OVERRIDES);
        assertThat(ids("on_call_cover")).containsExactly(uuid(2));
    }

    @Test
    void newsGoesAndThenItsDigestButNothingOfOneThatGoesOn() {
        for (int i = 1; i <= 2; i++) {
            database.run(
                    "INSERT INTO news_digest (id, destination, opened_at, joined_at, members, dirty, closed) VALUES ('"
                            + uuid(i) + "', 'slack', " + OLD + ", " + OLD + ", 1, false, " + (i == 1) + ")");
            news(i, "slack", "'" + uuid(i) + "'", OLD, "NULL", "INFO");
        }
        news(3, "slack", "NULL", OLD, OLD, "WARNING");
        forget(Forgotten.NEWS_DIGESTS);
        assertThat(ids("news_digest")).as("they have news").hasSize(2);
        forget(Forgotten.NEWS);
        forget(Forgotten.NEWS_DIGESTS);
        assertThat(ids("news")).as("one waits to be told").containsExactly(uuid(2), uuid(3));
        assertThat(ids("news_digest")).containsExactly(uuid(2));
    }

    @Test
    void informationForNobodyGoesByItselfAndNothingGraverNorWhatSomebodyIsTold() {
        news(1, "", "NULL", OLD, "NULL", "INFO");
        news(2, "", "NULL", YOUNG, "NULL", "INFO");
        news(3, "", "NULL", OLD, "NULL", "WARNING");
        news(4, "slack", "NULL", OLD, "NULL", "INFO");
        forget(Forgotten.NEWS_FOR_NOBODY);
        assertThat(ids("news")).containsExactly(uuid(2), uuid(3), uuid(4));
    }

    private static void news(
            int number, String destination, String digest, String cameAt, String dueAt, String severity) {
        database.run("""
                INSERT INTO news (id, destination, digest_id, came_at, due_at, severity, event_type, title, words, correlation_id)
                VALUES ('%s', '%s', %s, %s, %s, '%s', 't', 't', '{}', 'c')""".formatted(uuid(number), destination, digest, cameAt, dueAt, severity));
    }

    @Test
    void whatInputsSaidAndWereRefusedGoesByAgeManyBatchesInARound() {
        database.run("INSERT INTO input_signal (input, id, key, says, heard_at) SELECT 'p', 'old' || n, 'k', 'FIRING', "
                + OLD + "::timestamptz FROM generate_series(1, " + (2 * ForgetRows.AT_ONCE + 1) + ") n");
        database.run("INSERT INTO input_signal (input, id, key, says, heard_at) VALUES ('p', 'young', 'k', 'FIRING', "
                + YOUNG + ")");
        for (String at : List.of(OLD, YOUNG)) {
            database.run("INSERT INTO input_refusal (input, code, words, status, first_at, last_at) VALUES ('p', 'c', "
                    + at + ", 400, " + OLD + ", " + at + ")");
        }
        forget(Forgotten.INPUT_SIGNALS);
        forget(Forgotten.INPUT_REFUSALS);
        assertThat(ids("input_signal")).containsExactly("young");
        assertThat(database.count("input_refusal")).isEqualTo(1);
    }

    private static void forget(Forgotten what) {
        new ForgetRows(database.client(), what, Duration.ofDays(10), () -> NOW)
                .run()
                .block();
    }

    private static void gathering(int id, String opened, boolean dirty) {
        database.run("""
                INSERT INTO gathering (id, destination, group_key, storm, urgency, opened_at, joined_at, members, dirty)
                VALUES ('%s', 'slack', 'g', false, 2, %s, %s, 1, %s)""".formatted(uuid(id), opened, opened, dirty));
    }

    private static void silence(int id, String ends, String nextChange) {
        database.run("""
                INSERT INTO silence (id, matchers, reason, owner, created_at, starts_at, ends_at, next_change_at)
                VALUES ('%s', '[]', 'r', 'ann', '2026-01-01', '2026-01-01', %s, %s)""".formatted(uuid(id), ends, nextChange));
    }

    private static void window(String id, String state, String asOf) {
        database.run("""
                INSERT INTO maintenance_window (id, state, described, planned_end, as_of, why)
                VALUES ('%s', '%s', '{}', %s, %s, '')""".formatted(id, state, asOf, asOf));
    }

    private static void announcement(int id, String window, String settled) {
        database.run("""
                INSERT INTO announcement (id, window_id, kind, due_at, waits, state, subject, body, starts_at, ends_at,
                    destinations, planned_at, settled_at)
                VALUES ('%s', '%s', 'DONE', '2026-01-01', false, '%s', '', '', '2026-01-01', '2026-01-02', '{}', '2026-01-01', %s)""".formatted(uuid(id), window, settled.equals("NULL") ? "PLANNED" : "SENT", settled));
    }

    private static String uuid(int number) {
        return "00000000-0000-0000-0000-00000000000" + number;
    }

    private static List<String> ids(String table) {
        return database.client()
                .sql("SELECT id::text AS id FROM " + table + " ORDER BY id::text")
                .map(row -> row.get("id", String.class))
                .all()
                .collectList()
                .block();
    }
}
