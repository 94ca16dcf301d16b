package io.mooring.backup.bench;

import io.mooring.backup.key.Secret;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times the backup of a whole PostgreSQL server (pg_basebackup through zstd and OpenPGP to two keys into a folder, fsync, signed manifest)
 * against {@code pg_basebackup} alone, compressed and not, and {@code pgbackrest backup --type=full}, encrypted, of the same server, by turns.
 * The last one of ours is then brought back by the commands of its manifest, pg_verifybackup among them: what does not come back
 * fails the benchmark. MOORING_BENCH_ADMIN and _ADMIN_PASSWORD name a superuser; MOORING_BENCH_ROUNDS says how often (3).
 */
public final class ClusterBench {

    private static final int USUAL_LEVEL = 1;

    /** pg_verifybackup is on no path where Debian installs it. */
    private static final String PROGRAMS = "$PATH:$(pg_config --bindir):$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)";

    private static final String BASE_BACKUP =
            "pg_basebackup --wal-method=fetch --checkpoint=fast --no-password --pgdata=base";

    private final ClusterSource source;
    private final Path folder;
    private final Path disk;
    private final StockTools tools;
    private final BenchKeys keys;
    private final @Nullable PgBackRest pgBackRest;

    private final ClusterFigures figures;

    /** @param program pgBackRest's */
    ClusterBench(ClusterSource source, String program, Path folder) throws Exception {
        this.source = source;
        this.folder = folder;
        this.disk = Files.createDirectory(folder.resolve("disk"));
        Map<String, String> environment = new HashMap<>(BenchKeys.environment(folder));
        environment.putAll(Map.of(
                "PGHOST", source.host(),
                "PGPORT", Integer.toString(source.port()),
                "PGUSER", source.user(),
                "PGDATABASE", "postgres",
                "PGPASSWORD", source.password().reveal()));
        this.tools = new StockTools(environment, folder);
        this.keys = BenchKeys.make(folder, tools);
        this.pgBackRest = PgBackRest.find(program, tools, folder).orElse(null);
        this.figures = ClusterFigures.of(pgBackRest != null);
    }

    public static void main(String[] arguments) throws Exception {
        BenchFailure.inWords();
        Path folder = BenchFolder.create();
        Map<String, String> environment = System.getenv();
        BenchDatabase database = BenchDatabase.of(environment);
        ClusterSource source = new ClusterSource(
                database.source().host(),
                database.source().port(),
                BenchDatabase.required(environment, "ADMIN"),
                Secret.of(environment.getOrDefault("MOORING_BENCH_ADMIN_PASSWORD", "")),
                SslMode.PREFER);
        int rounds = Integer.parseInt(environment.getOrDefault("MOORING_BENCH_ROUNDS", "3"));
        new ClusterBench(source, "pgbackrest", folder).run(rounds, stored -> {}, System.out);
    }

    /** @param stored for tests: what happens to the copy before it is brought back */
    void run(int rounds, Consumer<Path> stored, PrintStream out) throws Exception {
        long start = System.nanoTime();
        Manifest manifest = backUp("warm-up");
        double cold = (System.nanoTime() - start) / 1e9;
        long bytes = manifest.data().sourceBytes();
        BenchFolder.requireFree(folder, 5 * bytes);
        setting(out, manifest, cold);
        for (int round = 1; round <= rounds; round++) {
            BenchFolder.remove(disk.resolve("bench"));
            String run = "run-" + round;
            figures.ours().add(() -> time(() -> backUp(run)), () -> BenchFolder.bytes(disk));
            stock(figures.tarred(), BASE_BACKUP + " --format=tar --gzip");
            stock(figures.plain(), BASE_BACKUP + " --format=plain");
            if (pgBackRest != null) {
                pgBackRest.clear();
                figures.pgBackRest().add(pgBackRest::backUp, pgBackRest::stored);
            }
        }
        figures.print(out, bytes);
        Path newest = disk.resolve("bench/run-" + rounds);
        stored.accept(newest);
        bringBack(newest);
        out.println(
                "brought back by the commands of the manifest: signature, checksums and pg_verifybackup found nothing wrong");
    }

    private void stock(Figures figures, String command) throws Exception {
        figures.add(() -> tools.time(command), () -> BenchFolder.bytes(folder.resolve("base")));
        tools.run("rm -r base");
    }

    private Manifest backUp(String run) throws Exception {
        BackupJob job = new BackupJob(
                run,
                "bench",
                "bench",
                source,
                List.of(new DirectoryLocation("disk", disk, 0)),
                keys.recipients(),
                keys.signer(),
                USUAL_LEVEL);
        return new TakeBackup(PipelineSettings.standard(), InstantSource.system())
                .take(job, new BackupPipelineBench.Silent())
                .manifest();
    }

    private static Duration time(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** As somebody who has nothing but stock tools. */
    private void bringBack(Path copy) throws IOException, InterruptedException, ManifestRejected {
        Manifest manifest = ManifestJson.read(Files.readAllBytes(copy.resolve(ObjectKeys.MANIFEST)));
        Files.write(folder.resolve("restore.sh"), manifest.restore().commands());
        tools.run("export RESTORE_TO=$PWD/restored WAL_FROM=. PATH=" + PROGRAMS + "; script=$PWD/restore.sh; cd " + copy
                + "; bash -euo pipefail \"$script\"");
    }

    private void setting(PrintStream out, Manifest manifest, double cold) throws IOException, InterruptedException {
        ManifestSource.Cluster server = (ManifestSource.Cluster) manifest.source();
        out.printf(
                "cluster: %,d MiB as pg_basebackup writes it, with its WAL; %s; server %s%n",
                manifest.data().sourceBytes() >> 20, manifest.tools().pgBasebackup(), server.serverVersion());
        out.println(
                pgBackRest == null
                        ? "pgbackrest is not installed ('apt-get install pgbackrest'): measured without it"
                        : pgBackRest.version());
        out.printf("mooring backup, the first of a fresh Java %7.2f s (not counted below)%n", cold);
    }
}
