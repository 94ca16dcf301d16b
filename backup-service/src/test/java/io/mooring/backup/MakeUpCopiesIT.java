package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/** A copy that a location could not take is there later, byte for byte, and everybody hears of it. */
class MakeUpCopiesIT {

    @TempDir
    Path folder;

    @Test
    void makesUpTheMissingCopyFromAnotherLocation() throws IOException {
        try (Installation installation = impatient();
                ServiceHere service = ServiceHere.start(installation)) {
            String run = partial(service, installation);
            Files.createDirectory(installation.copies);

            JsonNode whole = awaitState(service, run, "completed");
            assertThat(whole.path("copies").findValuesAsString("state")).containsExactly("stored", "stored");
            assertThat(Stored.isBackup(installation.copies, run)).isTrue();
            assertThat(installation.customersRestoredFrom(folder(installation.copies, run)))
                    .isEqualTo(Installation.customers(installation.shop));

            List<BackupCompleted> told = ServiceHere.listener().await(installation.planId, 3).stream()
                    .map(Listener.Heard::event)
                    .filter(BackupCompleted.class::isInstance)
                    .map(BackupCompleted.class::cast)
                    .toList();
            assertThat(told).extracting(BackupCompleted::getPartial).containsExactly(true, false);
            assertThat(told.getLast().getCompletedAt())
                    .isEqualTo(told.getFirst().getCompletedAt());
        }
    }

    @Test
    void neverCopiesDamage() throws IOException {
        try (Installation installation = impatient();
                ServiceHere service = ServiceHere.start(installation)) {
            String run = partial(service, installation);
            Path chunk = Stored.files(installation.bucket.folder(), run).stream()
                    .filter(file -> file.getFileName().toString().startsWith("data."))
                    .findFirst()
                    .orElseThrow();
            byte[] good = Files.readAllBytes(chunk);
            flip(chunk, good.length / 2);
            Files.createDirectory(installation.copies);

            Awaitility.await().until(() -> problem(installation, run), problem -> problem.contains("is damaged"));
            assertThat(problem(installation, run)).contains(chunk.getFileName().toString(), "bucket");
            assertThat(Stored.isBackup(installation.copies, run)).isFalse();
            assertThat(service.operator().run(run).path("state").asString()).isEqualTo("partial");

            Files.write(chunk, good, StandardOpenOption.TRUNCATE_EXISTING);
            awaitState(service, run, "completed");
            assertThat(Stored.isBackup(installation.copies, run)).isTrue();
        }
    }

    @Test
    void makesUpNothingOfABackupThatIsBeingLetGo() throws Exception {
        try (Installation installation = impatient().set("backup.prune", "1d");
                ServiceHere service = ServiceHere.start(installation)) {
            String run = partial(service, installation);
            try (Connection prune = installation.own.connect()) {
                prune.setAutoCommit(false);
                prune.createStatement().execute("SELECT id FROM backup_run WHERE id = '" + run + "' FOR UPDATE");
                // One that began before may write its copy; it finds no folder. From here on none begins.
                awaitAnswer(installation, "SELECT count(*) FROM backup_catch_up WHERE making", "0");
                prune.createStatement().execute(Installation.letGo(run));
                Files.createDirectory(installation.copies);
                awaitAnswer(installation, wantsToKeepWhatIsHeldBy(prune), "true");
                prune.commit();
            }
            // Whoever waited for the row is over.
            awaitAnswer(
                    installation, "SELECT count(*) FROM backup_job WHERE kind = 'make-up-copies' AND attempt > 0", "0");
            assertThat(Stored.files(installation.copies, run)).isEmpty();
            assertThat(installation.ask("SELECT count(*) FROM backup_catch_up WHERE making"))
                    .as("nobody makes a copy of what is being deleted")
                    .isEqualTo("0");
            assertThat(service.operator().run(run).path("state").asString()).isEqualTo("partial");
        }
    }

    /** Whether a make-up waits for the row that this session has locked, and for no other. */
    private static String wantsToKeepWhatIsHeldBy(Connection session) throws SQLException {
        int pid = session.unwrap(PGConnection.class).getBackendPID();
        return "SELECT (count(*) > 0)::text FROM pg_stat_activity WHERE " + pid + " = ANY(pg_blocking_pids(pid))"
                + " AND query LIKE '%backup_run%FOR SHARE%'";
    }

    private static void awaitAnswer(Installation installation, String question, String answer) {
        Awaitility.await().until(() -> installation.ask(question), answer::equals);
    }

    private static String problem(Installation installation, String run) {
        return installation.ask("SELECT coalesce(max(problem), '') FROM backup_catch_up WHERE run_id = '" + run + "'");
    }

    private Installation impatient() {
        return new Installation(folder, 2).set("backup.make-up-copies", "500ms");
    }

    /** One location is away while the backup is taken. */
    private static String partial(ServiceHere service, Installation installation) {
        try {
            Files.delete(installation.copies);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String run = service.begin(installation.planId);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("partial");
        return run;
    }

    private static JsonNode awaitState(ServiceHere service, String run, String state) {
        return Awaitility.await().until(() -> service.operator().run(run), now -> now.path("state")
                .asString()
                .equals(state));
    }

    private static Path folder(Path root, String run) {
        return Stored.files(root, run).getFirst().getParent();
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
