package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mooring.backup.Listener.Heard;
import io.mooring.backup.wal.Segment;
import io.mooring.backup.wal.SegmentSize;
import io.mooring.events.backup.BackupNoLongerOverdue;
import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
import io.mooring.testkit.disk.FullDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What goes wrong around receiving and shipping: nothing is lost that could be kept, and what is lost is told. */
class WalFaultsIT {

    @TempDir
    Path folder;

    @Test
    void tellsAGapAfterTheSlotWasDroppedAndTheServerWentOn() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                installation.load(20);
                installation.awaitShipped(service.operator());
            }
            installation.ask("SELECT pg_drop_replication_slot('" + installation.slot + "')");
            installation.passOver();
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.load(20);
                JsonNode told = Awaitility.await()
                        .until(
                                () -> installation.recovery(service.operator()),
                                recovery -> recovery.path("gaps").size() == 1
                                        && recovery.path("reason").asString("").contains("WAL is missing"));
                assertThat(told.path("state").asString()).isEqualTo("down");
                assertThat(told.path("reason").asString()).contains("No base backup leads on to the newest WAL");
                assertThat(told.path("rpoSeconds").isNull()).isTrue();
                assertThat(told.path("window").isNull()).isTrue();

                BackupOverdue event = awaitOverdue(installation, OverdueKind.WAL_CONTINUITY);
                assertThat(event.getFailure().orElseThrow().getMessage())
                        .contains(told.path("gaps").path(0).path("after").asString());

                JsonNode run = installation.baseBackup(service.operator());
                assertThat(run.path("state").asString()).isEqualTo("completed");
                installation.awaitShipped(service.operator());
                // What was shipped is in the next report.
                Awaitility.await().until(() -> !installation
                        .recovery(service.operator())
                        .path("window")
                        .path("from")
                        .asString("")
                        .isEmpty());
            }
        }
    }

    @Test
    void losesNoMoreThanTheServerHasRemoved() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                installation.load(20);
                installation.awaitShipped(service.operator());
            }
            installation.ask("SELECT pg_drop_replication_slot('" + installation.slot + "')");
            installation.sql("ALTER SYSTEM SET wal_keep_size = '128MB'");
            installation.passOver();
            String oldest = installation.ask("SELECT min(name) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'");
            String reserved = installation.ask("SELECT pg_walfile_name(redo_lsn) FROM pg_control_checkpoint()");
            assertThat(oldest).as("there is something to save").isLessThan(reserved);
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.awaitShipped(service.operator());

                JsonNode gaps = Awaitility.await()
                        .until(() -> installation.recovery(service.operator()).path("gaps"), told -> told.size() == 1);
                assertThat(gaps.path(0).path("before").asString())
                        .isEqualTo(Segment.parse(oldest, SegmentSize.STANDARD)
                                .orElseThrow()
                                .start(SegmentSize.STANDARD)
                                .toString());
                for (String location : List.of("bucket", "folder")) {
                    Awaitility.await().untilAsserted(() -> assertThat(installation.wal(location))
                            .anyMatch(name -> name.startsWith(oldest))
                            .anyMatch(name -> name.startsWith(reserved)));
                }
                assertThat(installation
                                .baseBackup(service.operator())
                                .path("state")
                                .asString())
                        .isEqualTo("completed");
                installation.awaitState(service.operator(), "healthy");
            }
        }
    }

    @Test
    void goesOnWithOneLocationAndCatchesUpWhenTheOtherIsBack() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder);
                ServiceHere service = ServiceHere.start(installation.base)) {
            installation.protect(service.operator());
            Path away = folder.resolve("away");
            Files.move(installation.base.copies, away);
            installation.load(40);
            installation.awaitShipped(service.operator());
            JsonNode told = installation.awaitState(service.operator(), "warning");
            assertThat(told.path("reason").asString()).contains("location folder");
            assertThat(told.path("rpoSeconds").asDouble()).isLessThan(5);

            Files.move(away, installation.base.copies);
            installation.awaitState(service.operator(), "healthy");
            Awaitility.await().untilAsserted(() -> assertThat(segments(installation.wal("folder")))
                    .isEqualTo(segments(installation.wal("bucket")))
                    .hasSizeGreaterThan(1));
            assertNoSupersededPartials(installation.wal("folder"));
        }
    }

    @Test
    void cannotTellWhileTheSourceIsFrozenAndKnowsAgainAfterwards() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder);
                ServiceHere service = ServiceHere.start(installation.base)) {
            installation.protect(service.operator());
            installation.server.freeze();
            try {
                JsonNode told = installation.awaitState(service.operator(), "unknown");
                assertThat(told.path("rpoSeconds").isNull()).isTrue();
                assertThat(told.path("reason").asString()).contains("does not answer");
            } finally {
                installation.server.resume();
            }
            installation.awaitState(service.operator(), "healthy");
            installation.load(3);
            assertThat(installation.awaitShipped(service.operator()).path("gaps"))
                    .isEmpty();
        }
    }

    @Test
    void waitsForRoomOnAFullDiskAndLosesNothing() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(120L << 20);
                WalInstallation installation = new WalInstallation(folder)) {
            installation.base.set("backup.state-folder", disk.folder().toString());
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                disk.fill();
                installation.load(40);
                JsonNode told = Awaitility.await()
                        .until(
                                () -> installation.recovery(service.operator()),
                                recovery -> recovery.path("reason").asString("").matches("(?s).*(full|space).*"));
                assertThat(told.path("state").asString()).isIn("warning", "down");
                disk.freeUp();
                installation.awaitState(service.operator(), "healthy");
                assertThat(installation.awaitShipped(service.operator()).path("gaps"))
                        .isEmpty();
            }
        }
    }

    @Test
    void tellsOnceThatTheRecoveryPointIsLate() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            installation.base.set("backup.plans[1].objectives.rpo", "2s");
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                Path away = folder.resolve("away");
                Path bucket = folder.resolve("bucket-away");
                Instant since = Instant.now();
                Files.move(installation.base.copies, away);
                Files.move(installation.base.bucket.folder(), bucket);
                installation.load(3);
                JsonNode told = Awaitility.await()
                        .until(
                                () -> {
                                    installation.sql("INSERT INTO canary VALUES ('late')");
                                    return installation.recovery(service.operator());
                                },
                                recovery -> "down".equals(recovery.path("state").asString()));
                assertThat(told.path("rpoSeconds").asDouble()).isGreaterThan(2);
                BackupOverdue event = awaitLate(installation, since);
                assertThat(event.getFailure().orElseThrow().getCode()).isEqualTo("recovery-point-late");
                assertThat(service.operator().get("/actuator/prometheus").body())
                        .containsPattern("mooring_backup_recovery_point_seconds\\{.*plan=\"" + installation.planId);

                Files.move(away, installation.base.copies);
                Files.move(bucket, installation.base.bucket.folder());
                installation.awaitState(service.operator(), "healthy");
                awaitLate(installation, since);
                assertThat(awaitInTime(installation, event.getDetectedAt()).getDetectedAt())
                        .isCloseTo(event.getDetectedAt(), within(1, ChronoUnit.MILLIS));
            }
        }
    }

    /** A busy machine may really have been late before the locations went away: two seconds are few. */
    private static BackupOverdue awaitLate(WalInstallation installation, Instant since) {
        return awaitOverdue(
                installation,
                event -> event.getKind() == OverdueKind.RECOVERY_POINT
                        && event.getDetectedAt().isAfter(since));
    }

    private static BackupNoLongerOverdue awaitInTime(WalInstallation installation, Instant late) {
        return Awaitility.await()
                .until(
                        () -> ServiceHere.listener().all(installation.planId).stream()
                                .map(Heard::event)
                                .filter(BackupNoLongerOverdue.class::isInstance)
                                .map(BackupNoLongerOverdue.class::cast)
                                .filter(event -> event.getEndedAt().isAfter(late))
                                .toList(),
                        events -> !events.isEmpty())
                .getFirst();
    }

    private static BackupOverdue awaitOverdue(WalInstallation installation, OverdueKind kind) {
        return awaitOverdue(installation, event -> event.getKind() == kind);
    }

    /** Once, whatever else is told. */
    private static BackupOverdue awaitOverdue(WalInstallation installation, Predicate<BackupOverdue> which) {
        List<BackupOverdue> told = Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> ServiceHere.listener().all(installation.planId).stream()
                                .map(Heard::event)
                                .filter(BackupOverdue.class::isInstance)
                                .map(BackupOverdue.class::cast)
                                .filter(which)
                                .toList(),
                        events -> !events.isEmpty());
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private static List<String> segments(List<String> names) {
        return names.stream().filter(name -> !name.contains("partial")).toList();
    }

    private static void assertNoSupersededPartials(List<String> names) {
        assertThat(names)
                .filteredOn(name -> name.contains("partial"))
                .noneMatch(name -> names.contains(name.substring(0, 24) + ".zst.pgp"));
    }
}
