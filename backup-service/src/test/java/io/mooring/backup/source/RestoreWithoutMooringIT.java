package io.mooring.backup.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.pipeline.Shell;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed page is what the code says, and its commands restore a backup with stock tools and a key ring that knew nothing before.
 * {@code -Dmooring.docs=write} writes the page.
 */
class RestoreWithoutMooringIT {

    private static final Path PAGE = Path.of("..", "docs", "restore-without-mooring.md");

    @TempDir
    private static Path folder;

    private static SampleBackup sample;
    private static Path objects;

    private final GpgHome clean = new GpgHome();
    private final String target = "by_hand_" + UUID.randomUUID().toString().replace("-", "");
    private String page = "";

    @BeforeAll
    static void takesABackup() throws Exception {
        Path root = Files.createDirectory(folder.resolve("nas"));
        sample = SampleBackup.ofOddDatabase(new DirectoryLocation("nas", root, 0));
        objects = root.resolve(sample.planId()).resolve(sample.runId());
    }

    @BeforeEach
    void readsThePage() throws IOException {
        if ("write".equals(System.getProperty("mooring.docs"))) {
            Files.writeString(PAGE, RestoreWithoutMooring.text());
        }
        page = Files.readString(PAGE);
    }

    @AfterEach
    void forgetsTheKeys() {
        clean.close();
    }

    @Test
    void pageIsCommitted() {
        assertThat(page)
                .as("run this test with -Dmooring.docs=write and commit docs/restore-without-mooring.md")
                .isEqualTo(RestoreWithoutMooring.text());
    }

    @Test
    void aBackupComesBackByItsOwnManifest() {
        run("keys", SampleBackup.operationsKey());
        run("any", SampleBackup.operationsKey());
        run("compare", SampleBackup.operationsKey());
    }

    @Test
    void aDatabaseComesBackByThePageWithTheEscrowKeyAlone() {
        run("keys", SampleBackup.escrowKey());
        run("check", SampleBackup.escrowKey());
        run("database", SampleBackup.escrowKey());
        assertThat(run("compare", SampleBackup.escrowKey())).isEmpty();
    }

    /** As on a new server: nobody knows the owner there. */
    @Test
    void rolesComeBackByThePageAndOwnTheirThingsAgain() {
        String owner = sample.manifest().globals().owners().getFirst();
        Shell.bash(
                        "psql -qX -d postgres -c 'ALTER ROLE " + owner + " RENAME TO gone_" + owner + "'",
                        objects,
                        environment(clean))
                .succeeded();
        run("keys", SampleBackup.operationsKey());
        assertThat(run("globals", SampleBackup.operationsKey()))
                .contains("CREATE ROLE " + owner + ";")
                .doesNotContain("PASSWORD");

        Map<String, String> withRoles = environment(clean);
        withRoles.put("RESTORE_ROLES", "yes");
        Shell.bash(RestoreWithoutMooring.block(page, "any"), objects, withRoles).succeeded();

        assertThat(run("compare", SampleBackup.operationsKey())).isEmpty();
        assertThat(Shell.bash(
                                "psql -qAtX -d \"$RESTORE_TO\" -c"
                                        + " \"SELECT tableowner FROM pg_tables WHERE tablename = 'plain'\"",
                                objects,
                                environment(clean))
                        .succeeded()
                        .strip())
                .isEqualTo(owner);
    }

    @Test
    void aDatabaseComesBackInParallelAndAMissingRowShows() {
        run("keys", SampleBackup.operationsKey());
        run("parallel", SampleBackup.operationsKey());
        assertThat(run("compare", SampleBackup.operationsKey())).isEmpty();

        Shell.bash("psql -qX -d \"$RESTORE_TO\" -c 'DELETE FROM plain WHERE id = 7'", objects, environment(clean))
                .succeeded();

        Shell.Result compared = Shell.bash(RestoreWithoutMooring.block(page, "compare"), objects, environment(clean));
        assertThat(compared.exit()).isEqualTo(1);
        assertThat(compared.output()).contains("< 5000|").contains("> 4999|");
    }

    @Test
    void aDamagedObjectIsFoundBeforeAnythingIsRestored() throws Exception {
        run("keys", SampleBackup.operationsKey());
        Path chunk = objects.resolve("data.000002.zst.pgp");
        byte[] good = Files.readAllBytes(chunk);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        try {
            Files.write(chunk, bad);
            Shell.Result checked = Shell.bash(RestoreWithoutMooring.block(page, "check"), objects, environment(clean));
            assertThat(checked.exit()).isNotZero();
            assertThat(checked.output()).contains("data.000002.zst.pgp: FAILED");
        } finally {
            Files.write(chunk, good);
        }
    }

    private String run(String block, Path key) {
        Map<String, String> environment = environment(clean);
        environment.put("PRIVATE_KEY", key.toString());
        environment.put("SIGNING_KEY", SampleBackup.signerKey().toString());
        return Shell.bash(RestoreWithoutMooring.block(page, block), objects, environment)
                .succeeded();
    }

    private Map<String, String> environment(GpgHome home) {
        PostgresDatabase admin = Postgres.shared().admin();
        return new java.util.HashMap<>(Map.of(
                "GNUPGHOME", home.folder().toString(),
                "RESTORE_TO", target,
                "PGHOST", admin.host(),
                "PGPORT", Integer.toString(admin.port()),
                "PGUSER", admin.user(),
                "PGPASSWORD", admin.password()));
    }
}
