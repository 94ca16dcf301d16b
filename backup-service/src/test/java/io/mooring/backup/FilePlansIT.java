package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.pipeline.Shell;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.SourceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan over a folder, from the settings to the event and back to the files. */
class FilePlansIT {

    @TempDir
    Path folder;

    @Test
    void backsUpAFolderAndThenWhatChangedInIt() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Shell.bash("head -c 700000 /dev/urandom > one; printf 2 > two; touch -d @1000000000 one two", uploads, Map.of())
                .succeeded();
        String plan = "uploads-" + UUID.randomUUID().toString().substring(0, 8);
        Listener listener = ServiceHere.listener();
        try (Installation installation = new Installation(folder, 1)) {
            installation
                    .set("backup.plans[1].id", plan)
                    .set("backup.plans[1].source.kind", "uploads")
                    .set("backup.plans[1].source.path", uploads.toString())
                    .set("backup.plans[1].locations[0]", "bucket")
                    .set("backup.plans[1].locations[1]", "folder");
            try (ServiceHere service = ServiceHere.start(installation)) {
                JsonNode full = run(service, plan);
                Files.writeString(uploads.resolve("three"), "3");
                JsonNode second = run(service, plan);

                JsonNode shown = service.operator().get("/api/v1/plans/" + plan).json();
                assertThat(shown.path("source").toString())
                        .isEqualTo("{\"kind\":\"files\",\"path\":\"" + uploads + "\"}");
                assertThat(shown.path("retentionDays").asInt()).isEqualTo(90);
                assertThat(full.path("chainId").asString())
                        .isEqualTo(full.path("id").asString());
                assertThat(second.path("chainId").asString())
                        .isEqualTo(full.path("id").asString());
                assertThat(second.path("sourceKind").asString()).isEqualTo("files");
                assertThat(second.path("remarks")).isEmpty();
                BackupCompleted told = completed(listener, plan);
                assertThat(told.getSourceKind()).isEqualTo(SourceKind.FILE_TREE);
                assertThat(told.getTableCount()).isEmpty();
                assertThat(told.getSourceName()).isEqualTo(uploads.toString());
                restores(
                        installation,
                        installation
                                .copies
                                .resolve(plan)
                                .resolve(second.path("id").asString()),
                        uploads);
            }
        }
    }

    @Test
    void saysInWordsWhenTheServicesOwnDatabaseFailsMeanwhile() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Files.writeString(uploads.resolve("one"), "1");
        String plan = "uploads-" + UUID.randomUUID().toString().substring(0, 8);
        try (Installation installation = new Installation(folder, 1)) {
            installation
                    .set("backup.plans[1].id", plan)
                    .set("backup.plans[1].source.kind", "uploads")
                    .set("backup.plans[1].source.path", uploads.toString())
                    .set("backup.plans[1].locations[0]", "folder");
            try (ServiceHere service = ServiceHere.start(installation);
                    Connection own = installation.own.connect()) {
                own.createStatement().execute("""
                        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                          RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
                        END $$""");
                own.createStatement()
                        .execute("CREATE TRIGGER refuse BEFORE INSERT ON known_tree_chunk EXECUTE FUNCTION refuse()");

                JsonNode failed = service.operator().awaitOver(service.begin(plan));

                assertThat(failed.path("state").asString()).isEqualTo("failed");
                assertThat(failed.path("failure").path("code").asString()).isEqualTo("own-database-failed");
                assertThat(failed.path("failure").path("message").asString())
                        .contains("database of backup-service", "No space left on device");
                assertThat(Stored.files(installation.copies, failed.path("id").asString()))
                        .isEmpty();
                own.createStatement().execute("DROP TRIGGER refuse ON known_tree_chunk");
                run(service, plan);
            }
        }
    }

    /** What was told of the second run's end, whatever else is told of the plan. */
    private static BackupCompleted completed(Listener listener, String plan) {
        return Awaitility.await()
                .until(
                        () -> listener.all(plan).stream()
                                .map(Listener.Heard::event)
                                .filter(BackupCompleted.class::isInstance)
                                .map(BackupCompleted.class::cast)
                                .toList(),
                        told -> told.size() == 2)
                .getLast();
    }

    private static JsonNode run(ServiceHere service, String plan) {
        JsonNode run = service.operator().awaitOver(service.begin(plan));
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
        return run;
    }

    private void restores(Installation installation, Path copy, Path uploads) throws Exception {
        try (GpgHome home = installation.gpg.onlyWith("Escrow <escrow@example.org>", installation.signer())) {
            Map<String, String> environment = Map.of(
                    "GNUPGHOME",
                    home.folder().toString(),
                    "RESTORE_TO",
                    folder.resolve("restored").toString());
            for (String command : ManifestJson.read(Files.readAllBytes(copy.resolve("manifest.json")))
                    .restore()
                    .commands()) {
                Shell.bash(command, copy, environment).succeeded();
            }
        }
        Shell.bash("diff -r " + uploads + " restored", folder, Map.of()).succeeded();
    }
}
