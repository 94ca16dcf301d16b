package io.mooring.notifier.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What windows left behind, or have before them, is known after an update too. */
class WindowComparisonsIT {

    @Test
    void snapshotsAndComparisonsOfFormerVersionsAreTakenOver() {
        try (NotifierDatabase database = NotifierDatabase.at("79")) {
            database.run("""
                    INSERT INTO maintenance_window (id, state, described, planned_end, as_of, why)
                    VALUES ('runs', 'STARTED', '{}', now(), now(), ''), ('over', 'COMPLETED', '{}', now(), now(), '')
                    """);
            database.run("""
                    INSERT INTO maintenance_snapshot (window_id, open, comparison) VALUES
                    ('runs', '[{"key": "a", "severity": "CRITICAL", "title": "A"}, {"key": "b", "severity": "INFO", "title": "B"}]', NULL),
                    ('over', '[]', '{"newFailures": [{"key": "a", "severity": "CRITICAL", "title": "A"}], "stillFailing": [], "recovered": []}')
                    """);
            database.upgrade();
            assertThat(
                            rows(
                                    database,
                                    "SELECT window_id || key || severity || urgency || title AS row FROM maintenance_open ORDER BY key"))
                    .containsExactly("runsaCRITICAL2A", "runsbINFO0B");
            List<String> kept = rows(database, "SELECT comparison::text AS row FROM maintenance_comparison");
            assertThat(kept).singleElement().satisfies(comparison -> {
                Comparison read = JsonMapper.builder().build().readValue(comparison, Comparison.class);
                assertThat(read.newFailures().count()).isEqualTo(1);
                assertThat(read.newFailures().gravest())
                        .extracting(Comparison.Line::key)
                        .containsExactly("a");
                assertThat(read.recovered()).isEqualTo(Comparison.Part.NONE);
            });
        }
    }

    private static List<String> rows(NotifierDatabase database, String query) {
        return database.client()
                .sql(query)
                .map(row -> row.get("row", String.class))
                .all()
                .collectList()
                .block();
    }
}
