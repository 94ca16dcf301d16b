package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.Listener.Heard;
import io.mooring.backup.wal.Lsn;
import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that gives up the slot while nobody receives, and ones that are promoted: told, and recovered across where that is possible. */
class WalServerChangesIT {

    private static final String CLOCK =
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    @TempDir
    Path folder;

    @Test
    void tellsThatTheServerGaveUpTheSlotUntilThereIsANewBaseBackup() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                installation.awaitShipped(service.operator());
            }
            installation.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '16MB'", "SELECT pg_reload_conf()");
            installation.passOver();
            assertThat(installation.ask("SELECT wal_status FROM pg_replication_slots WHERE slot_name = '"
                            + installation.slot + "'"))
                    .isEqualTo("lost");
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.load(5);
                assertToldAsLost(installation);
                JsonNode told = Awaitility.await()
                        .until(
                                () -> installation.recovery(service.operator()),
                                recovery -> recovery.path("reason").asString("").contains("WAL is missing"));
                assertThat(told.path("state").asString()).isEqualTo("down");
                assertThat(told.path("reason").asString()).contains("take a new one");
                assertThat(told.path("gaps")).hasSize(1);
                assertThat(told.path("window").isNull()).isTrue();
                assertThat(installation.gauge(service.operator(), "mooring_backup_recovery_point_seconds"))
                        .isEqualTo("NaN");

                assertThat(installation
                                .baseBackup(service.operator())
                                .path("state")
                                .asString())
                        .isEqualTo("completed");
                JsonNode healed = installation.awaitState(service.operator(), "healthy");
                assertThat(healed.path("window").path("from").asString("")).isNotEmpty();
                assertThat(healed.path("gaps"))
                        .as("times before it stay out of reach")
                        .hasSize(1);
                Awaitility.await().untilAsserted(() -> assertThat(
                                installation.gauge(service.operator(), "mooring_backup_recovery_point_seconds"))
                        .isNotIn("NaN", "absent"));
            }
        }
    }

    @Test
    void followsAServerThatIsPromotedAndRecoversOnBothSides() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            Path restored = RecoveredByBoth.allow(installation);
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                JsonNode run = installation.protect(service.operator());
                installation.load(20);
                installation.sql("INSERT INTO canary VALUES ('before')");
                String early = installation.ask(CLOCK);
                installation.sql("INSERT INTO canary VALUES ('before too')");

                promote(installation);
                installation.sql("INSERT INTO canary VALUES ('promoted')");
                installation.load(20);
                String between = installation.ask(CLOCK);
                installation.sql("INSERT INTO canary VALUES ('last')");
                awaitSecondTimeline(installation);
                JsonNode told = installation.awaitShipped(service.operator());
                assertThat(told.path("gaps")).isEmpty();
                installation.awaitState(service.operator(), "healthy");
                installation.awaitRecoverableTo(service.operator(), between);

                installation.server.kill();
                RecoveredByBoth recovered = RecoveredByBoth.of(installation, service.operator(), run, restored);
                assertThat(recovered.canaries("")).containsExactly("before", "before too", "last", "promoted");
                assertThat(recovered.canaries(between)).containsExactly("before", "before too", "promoted");
                assertThat(recovered.canaries(early)).containsExactly("before");
            }
        }
    }

    @Test
    void followsToAStandbyThatWasPromotedWithoutTheSlotAndTheLastWal() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder);
                CutCable name = CutCable.to("127.0.0.1", installation.server.port());
                Standby standby = Standby.of(installation.server, folder.resolve("standby"))) {
            Path restored = RecoveredByBoth.allow(installation.through(name));
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                JsonNode run = installation.protect(service.operator());
                installation.sql("INSERT INTO canary VALUES ('before')");
                String early = installation.ask(CLOCK);
                installation.sql("INSERT INTO canary VALUES ('before too')");
                standby.awaitReplayed(installation.ask("SELECT pg_current_wal_flush_lsn()"));
                standby.cutOff();
                installation.sql("INSERT INTO canary VALUES ('lost in the failover')");
                installation.load(40);
                JsonNode lost = installation.baseBackup(service.operator());
                installation.awaitShipped(service.operator());
                installation.server.kill();

                assertThat(standby.ask("SELECT count(*) FROM pg_replication_slots"))
                        .isEqualTo("0");
                standby.promote();
                name.leadTo("127.0.0.1", standby.database().port());
                standby.sql("INSERT INTO canary VALUES ('promoted')", "CHECKPOINT");
                String between = standby.ask(CLOCK);
                standby.sql("INSERT INTO canary VALUES ('last')");
                awaitSecondTimeline(installation);
                JsonNode told = installation.awaitShipped(
                        service.operator(), Lsn.parse(standby.ask("SELECT pg_current_wal_flush_lsn()")));
                assertThat(told.path("gaps")).isEmpty();
                installation.awaitState(service.operator(), "healthy");
                JsonNode healthy = installation.awaitRecoverableTo(service.operator(), between);

                RecoveredByBoth recovered = RecoveredByBoth.of(installation, service.operator(), run, restored);
                assertThat(recovered.canaries("")).containsExactly("before", "before too", "last", "promoted");
                assertThat(recovered.canaries(between)).containsExactly("before", "before too", "promoted");
                assertThat(recovered.canaries(early)).containsExactly("before");
                assertLeadsNowhere(service, lost, healthy.path("window"), restored, between);
            }
        }
    }

    /** A base backup that the former primary gave after the standby had lost it is of another history. */
    private static void assertLeadsNowhere(
            ServiceHere service, JsonNode lost, JsonNode window, Path restored, String time) {
        assertThat(window.path("from").asString())
                .isLessThan(lost.path("finishedAt").asString());
        Caller.Answer refused = RestoreInstallation.request(
                service.operator(),
                RestoreInstallation.order(
                        lost.path("id").asString(),
                        "new-cluster",
                        restored.resolve("never").toString(),
                        ",\"toTime\":\"" + time + "\""));
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("No stored WAL leads on from this backup");
    }

    /** Stops the server and has it begin again as a standby that is promoted: its slots stay. */
    private static void promote(WalInstallation installation) throws Exception {
        Path data = Path.of(installation.ask("SHOW data_directory"));
        installation.server.stop();
        Files.createFile(data.resolve("standby.signal"));
        installation.server.start();
        assertThat(installation.ask("SELECT pg_promote()")).isEqualTo("t");
        assertThat(installation.ask(
                        "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '" + installation.slot + "'"))
                .isEqualTo("1");
        installation.sql("CHECKPOINT");
        assertThat(installation.ask("SELECT timeline_id FROM pg_control_checkpoint()"))
                .isEqualTo("2");
    }

    /** At both locations. */
    private static void awaitSecondTimeline(WalInstallation installation) {
        for (String location : List.of("bucket", "folder")) {
            Awaitility.await().untilAsserted(() -> assertThat(installation.wal(location))
                    .contains("00000002.history.zst.pgp")
                    .anyMatch(name -> name.startsWith("0000000200000000")));
        }
    }

    private static void assertToldAsLost(WalInstallation installation) {
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        ServiceHere.listener().all(installation.planId).stream()
                                .map(Heard::event)
                                .filter(BackupOverdue.class::isInstance)
                                .map(BackupOverdue.class::cast)
                                .filter(event -> event.getKind() == OverdueKind.WAL_CONTINUITY)
                                .map(event -> event.getFailure().orElseThrow()))
                .extracting(failure -> failure.getCode(), failure -> failure.getRemedy())
                .anySatisfy(told -> {
                    assertThat(told.toList().getFirst()).isEqualTo("wal-slot-lost");
                    assertThat(told.toList().getLast().toString())
                            .contains("Take a new base backup now")
                            .contains("max_slot_wal_keep_size");
                }));
    }
}
