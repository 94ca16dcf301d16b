package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A source that does not let canaries be committed is received and shipped all the same, and it is told what that means. */
class RefusedCanaryIT {

    private static final Pattern GRANT = Pattern.compile("GRANT [^;]+;");

    @TempDir
    Path folder;

    @Test
    void walIsReceivedWithoutCanariesAndWhatItSaysToGrantBringsThem() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder).withCanaries()) {
            installation.sql(
                    "REVOKE EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text) FROM PUBLIC",
                    "REVOKE EXECUTE ON FUNCTION txid_current() FROM PUBLIC");
            Instant since;
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                Instant before = Instant.now();
                installation.protect(service.operator());
                installation.load(5);
                JsonNode told = installation.awaitShipped(service.operator());
                assertThat(told.path("state").asString())
                        .as("little would be lost")
                        .isEqualTo("healthy");
                JsonNode canaries = told.path("canaries");
                assertThat(canaries.path("state").asString())
                        .as(told.toString())
                        .isEqualTo("refused");
                since = Instant.parse(canaries.path("since").asString());
                assertThat(since).isBetween(before.minusSeconds(30), Instant.now());
                assertThat(canaries.path("reason").asString())
                        .contains("Restore tests cannot prove recovery to a time")
                        .contains(since.toString())
                        .contains("permission denied for function");
                awaitCommitted(installation, service, "0.0");
                assertThat(service.operator().get("/v3/api-docs").body())
                        .contains("CanariesView")
                        .contains("whether restore tests can prove recovery to a time");
            }
            try (ServiceHere again = ServiceHere.start(installation.base)) {
                installation.awaitState(again.operator(), "healthy");
                JsonNode canaries = installation.recovery(again.operator()).path("canaries");
                assertThat(Instant.parse(canaries.path("since").asString())).isEqualTo(since);
                String remedy = canaries.path("remedy").asString();
                assertThat(remedy)
                        .contains("pg_logical_emit_message(boolean,text,text) TO keeper")
                        .contains("txid_current() TO keeper");

                installation.sql(
                        GRANT.matcher(remedy).results().map(MatchResult::group).toArray(String[]::new));

                JsonNode granted = Awaitility.await()
                        .until(
                                () -> installation.recovery(again.operator()).path("canaries"),
                                now -> now.path("state").asString().equals("committed"));
                awaitCommitted(installation, again, "1.0");
                assertThat(granted.path("reason").isNull()).isTrue();
                assertThat(granted.path("since").isNull()).isTrue();
            }
        }
    }

    private static void awaitCommitted(WalInstallation installation, ServiceHere service, String value) {
        Awaitility.await()
                .until(
                        () -> installation.gauge(service.operator(), "mooring_backup_canaries_committed"),
                        value::equals);
    }
}
