package io.mooring.platform.events.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.EventsSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DeleteOldRowsIT {

    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

    private final EventsSettings.Retention settings =
            new EventsSettings.Retention(Duration.ofDays(3), Duration.ofDays(30), Duration.ofMinutes(1), 100);

    @Test
    void deletesSettledRowsPastTheirRetentionAndNeverOneThatWaits() {
        try (EventsDatabase database = new EventsDatabase("retention")) {
            run(database, """
                    INSERT INTO outbox_event (id, aggregatetype, aggregateid, type, payload, source, time, settled_at)
                    SELECT gen_random_uuid(), 't', 'k', 'T', '', 's', '2026-01-01', CASE
                      WHEN n <= 250 THEN timestamptz '2026-03-06Z' WHEN n <= 260 THEN timestamptz '2026-03-08Z' END
                    FROM generate_series(1, 265) n""");
            EventsDatabase.wait(
                    chore(database, DeleteOldRows.OUTBOX, settings.outbox()).run());
            assertThat(database.count("SELECT count(*) FROM outbox_event WHERE settled_at IS NOT NULL"))
                    .isEqualTo(10);
            assertThat(database.count("SELECT count(*) FROM outbox_event WHERE settled_at IS NULL"))
                    .isEqualTo(5);
        }
    }

    @Test
    void forgetsSeenEventsPastTheirRetention() {
        try (EventsDatabase database = new EventsDatabase("retention")) {
            run(database, """
                    INSERT INTO inbox_event SELECT 'group', n::text, CASE
                      WHEN n <= 250 THEN timestamptz '2026-02-01Z' ELSE timestamptz '2026-03-01Z' END
                    FROM generate_series(1, 260) n""");
            EventsDatabase.wait(
                    chore(database, DeleteOldRows.INBOX, settings.inbox()).run());
            assertThat(database.count("SELECT count(*) FROM inbox_event")).isEqualTo(10);
        }
    }

    private DeleteOldRows chore(EventsDatabase database, String statement, Duration retention) {
        return new DeleteOldRows(database.client(), statement, retention, settings, InstantSource.fixed(NOW));
    }

    private static void run(EventsDatabase database, String sql) {
        EventsDatabase.wait(database.client().sql(sql).then());
    }
}
