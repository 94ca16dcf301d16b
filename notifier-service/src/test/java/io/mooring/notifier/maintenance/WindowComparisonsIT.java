package io.mooring.notifier.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What windows left behind, or have before them, is known after an update too. */
class WindowComparisonsIT {

    @Test
    void snapshotsAndComparisonsOfFormerVersionsAreTakenOver() throws SQLException {
        PostgresDatabase fresh = Postgres.shared().freshDatabase("notifier");
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(fresh.jdbcUrl(), fresh.user(), fresh.password())
                .locations("classpath:db/migration/notifier");
        flyway.target("79").load().migrate();
        try (Connection connection = DriverManager.getConnection(fresh.jdbcUrl(), fresh.user(), fresh.password());
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    INSERT INTO maintenance_window (id, state, described, planned_end, as_of, why)
                    VALUES ('runs', 'STARTED', '{}', now(), now(), ''), ('over', 'COMPLETED', '{}', now(), now(), '')
                    """);
            sql.execute("""
                    INSERT INTO maintenance_snapshot (window_id, open, comparison) VALUES
                    ('runs', '[{"key": "a", "severity": "CRITICAL", "title": "A"}, {"key": "b", "severity": "INFO", "title": "B"}]', NULL),
                    ('over', '[]', '{"newFailures": [{"key": "a", "severity": "CRITICAL", "title": "A"}], "stillFailing": [], "recovered": []}')
                    """);
            flyway.target("latest").load().migrate();
            assertThat(
                            rows(
                                    sql,
                                    "SELECT window_id || key || severity || urgency || title FROM maintenance_open ORDER BY key"))
                    .containsExactly("runsaCRITICAL2A", "runsbINFO0B");
            List<String> kept = rows(sql, "SELECT comparison::text FROM maintenance_comparison");
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

    private static List<String> rows(Statement sql, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = sql.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
