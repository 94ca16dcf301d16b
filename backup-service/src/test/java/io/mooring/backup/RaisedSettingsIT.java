package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A source that was given more connections and locks after it was copied: a server that recovers with what the copy had stops to answer in the
 * middle of the WAL.
 */
class RaisedSettingsIT {

    @TempDir
    Path folder;

    @Test
    void provesATimeBehindEveryRaise() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder).withCanaries()) {
            RestoreInstallation.of(installation.base);
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                String run = installation.protect(service.operator()).path("id").asString();
                raise(installation, "max_connections = 300", "max_worker_processes = 20");
                awaitCanaries(installation);
                raise(installation, "max_locks_per_transaction = 300", "max_prepared_transactions = 400");
                raise(installation, "max_connections = 100");
                awaitCanaries(installation);
                installation.awaitShipped(service.operator());
                installation.server.kill();

                JsonNode test = restoreTest(service, run);

                assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("passed");
                assertThat(test.path("verdicts")
                                .path("restorable")
                                .path("reason")
                                .asString())
                        .contains("had the first")
                        .contains("as far as the WAL at this location goes");
                assertThat(test.path("measured")
                                .path("replayed")
                                .path("canaries")
                                .path("before")
                                .asLong())
                        .isPositive();
            }
        }
    }

    private static void raise(WalInstallation installation, String... settings) throws Exception {
        for (String setting : settings) {
            installation.sql("ALTER SYSTEM SET " + setting);
        }
        installation.server.stop();
        installation.server.start();
        installation.load(2);
    }

    /** So many that the newest two were committed from now on. */
    private static void awaitCanaries(WalInstallation installation) throws Exception {
        long before = canaries(installation);
        Awaitility.await().until(() -> canaries(installation) >= before + 3);
    }

    private static long canaries(WalInstallation installation) throws Exception {
        try (Connection connection = installation.base.own.connect();
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM wal_canary")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static JsonNode restoreTest(ServiceHere service, String run) {
        Caller.Answer answer = service.operator()
                .postJson(
                        "/api/v1/runs/" + run + "/verifications",
                        "{\"kind\":\"restore-test\",\"locationId\":\"bucket\"}",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        return ClusterInstallation.awaitTested(
                service.operator(), answer.json().path("id").asString());
    }
}
