package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Restore tests prove recovery to a time by transactions that the service commits at the source; they fail when those are not as noted. */
class CanaryIT {

    @TempDir
    static Path folder;

    private static WalInstallation installation;
    private static ServiceHere service;
    private static String run;

    @BeforeAll
    static void receivesWalWithCanaries() throws Exception {
        installation = new WalInstallation(folder).withCanaries();
        RestoreInstallation.of(installation.base);
        // A recovering server with fewer locks than its source answers nobody.
        installation.sql("ALTER SYSTEM SET max_locks_per_transaction = 512");
        installation.server.stop();
        installation.server.start();
        service = ServiceHere.start(installation.base);
        run = installation.protect(service.operator()).path("id").asString();
        long before = canaries();
        installation.load(5);
        Awaitility.await().until(() -> canaries() >= before + 4);
        installation.awaitShipped(service.operator());
        installation.server.kill();
        sql("CREATE TABLE noted AS TABLE wal_canary");
    }

    @AfterEach
    void bringsBackWhatWasNoted() throws Exception {
        sql("TRUNCATE wal_canary", "INSERT INTO wal_canary TABLE noted");
    }

    @AfterAll
    static void stops() {
        service.close();
        installation.close();
    }

    @Test
    void aRestoreTestFindsTheOneAndNotTheOther() throws Exception {
        JsonNode test = restoreTest();

        assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("passed");
        JsonNode proven = test.path("measured").path("replayed").path("canaries");
        long before = proven.path("before").asLong();
        long after = proven.path("after").asLong();
        assertThat(before).isPositive();
        assertThat(after).isGreaterThan(before);
        Instant time = Instant.parse(proven.path("time").asString());
        assertThat(time).isBetween(instant("committed_at", before), instant("begun_at", after));
        assertThat(test.path("measured").path("steps").toString()).contains("Recover to a time between two canaries");
        assertThat(test.path("verdicts").path("restorable").path("reason").asString())
                .contains("had the first (" + before + ") and not the second (" + after + ")")
                .contains("as far as the WAL at this location goes");
    }

    @Test
    void aCanaryThatIsNotThereFailsTheTest() throws Exception {
        sql("UPDATE wal_canary SET transaction_id = transaction_id + 100000");

        assertFailed(restoreTest(), "which the source committed at .*, is not there");
    }

    @Test
    void aCanaryThatIsThereTooEarlyFailsTheTest() throws Exception {
        sql("UPDATE wal_canary SET transaction_id = (SELECT min(transaction_id) FROM wal_canary)");

        assertFailed(restoreTest(), "which the source committed at .*, is there already");
    }

    @Test
    void aTimeBehindAllThatWasCommittedFailsTheTest() throws Exception {
        sql("UPDATE wal_canary SET begun_at = begun_at + interval '1 h', committed_at = committed_at + interval '1 h'");

        assertFailed(restoreTest(), "recovery ended before configured recovery target");
    }

    @Test
    void whereNoneAreNotedNothingIsSaidOfATime() throws Exception {
        sql("DELETE FROM wal_canary");

        JsonNode test = restoreTest();

        assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("passed");
        assertThat(test.path("measured").path("replayed").path("canaries").isNull())
                .isTrue();
    }

    private static void assertFailed(JsonNode test, String words) {
        assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("failed");
        assertThat(test.path("verdicts").path("restorable").path("verdict").asString())
                .isEqualTo("failed");
        assertThat(test.path("verdicts").path("restorable").path("reason").asString())
                .containsPattern(words);
    }

    private static JsonNode restoreTest() {
        String id = service.operator()
                .postJson(
                        "/api/v1/runs/" + run + "/verifications",
                        "{\"kind\":\"restore-test\",\"locationId\":\"bucket\"}",
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .json()
                .path("id")
                .asString();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> service.operator()
                                .get("/api/v1/verifications/" + id)
                                .json(),
                        now -> List.of("passed", "failed", "inconclusive", "cancelled")
                                .contains(now.path("state").asString()));
    }

    private static long canaries() throws SQLException {
        return Long.parseLong(ask("SELECT count(*) FROM wal_canary"));
    }

    private static Instant instant(String column, long transaction) throws SQLException {
        return Instant.parse(
                ask("SELECT to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " FROM wal_canary WHERE transaction_id = " + transaction));
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = installation.base.own.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = installation.base.own.connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
