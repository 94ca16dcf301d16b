package io.mooring.backup.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.source.ContentHash;
import io.mooring.embedded.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitioned tables are known by their partitions exactly where asking them would give the same. */
class PartitionSumsIT {

    private static List<Manifest.Table> tables;

    private PostgresDatabase database;

    @BeforeAll
    static void takeABackup() throws Exception {
        tables = SampleBackup.ofOddDatabase(new InMemoryLocation("memory"))
                .manifest()
                .content()
                .tables();
    }

    @BeforeEach
    void createTheSame() throws Exception {
        database = SampleBackup.oddDatabase();
    }

    @Test
    void sumsAreWhatTheTableItselfWouldAnswer() throws Exception {
        try (Connection connection = database.connect()) {
            PartitionSums sums = PartitionSums.in(connection, tables);
            assertThat(tables.stream().filter(sums::knows).map(Manifest.Table::name))
                    .containsExactlyInAnyOrder("events", "events_2025");
            askAllBut(sums, connection);
            for (String name : List.of("events", "events_2025")) {
                assertThat(sums.sum(table(name))).as(name).contains(ask(connection, table(name)));
            }
        }
    }

    @Test
    void aPartitionThatDidNotAnswerLeavesItUnknown() throws Exception {
        try (Connection connection = database.connect()) {
            PartitionSums sums = PartitionSums.in(connection, tables);
            sums.answered(table("events_2024"), ask(connection, table("events_2024")));
            assertThat(sums.sum(table("events"))).isEmpty();
        }
    }

    @Test
    void aPartitionThatWasTakenOutIsMissingInTheSum() throws Exception {
        execute("ALTER TABLE events DETACH PARTITION events_2024");
        try (Connection connection = database.connect()) {
            PartitionSums sums = PartitionSums.in(connection, tables);
            askAllBut(sums, connection);
            PartitionSums.Answer sum = sums.sum(table("events")).orElseThrow();
            assertThat(sum).isEqualTo(ask(connection, table("events")));
            assertThat(sum.rows()).isLessThan(table("events").rows());
        }
    }

    @Test
    void aPartitionThatTheManifestDoesNotKnowMakesTheTableBeAsked() throws Exception {
        execute("CREATE TABLE events_2030 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')");
        try (Connection connection = database.connect()) {
            PartitionSums sums = PartitionSums.in(connection, tables);
            assertThat(sums.knows(table("events"))).isFalse();
            assertThat(sums.knows(table("events_2025"))).isTrue();
        }
    }

    private static void askAllBut(PartitionSums sums, Connection connection) throws SQLException {
        for (Manifest.Table table : tables) {
            if (!sums.knows(table)) {
                sums.answered(table, ask(connection, table));
            }
        }
    }

    private static PartitionSums.Answer ask(Connection connection, Manifest.Table table) throws SQLException {
        for (String setting : ContentHash.SETTINGS) {
            TargetServer.execute(connection, setting);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(table.sql())) {
            row.next();
            return PartitionSums.Answer.of(row);
        }
    }

    private static Manifest.Table table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            TargetServer.execute(connection, sql);
        }
    }
}
