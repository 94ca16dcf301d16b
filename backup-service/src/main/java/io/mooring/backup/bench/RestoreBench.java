package io.mooring.backup.bench;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.Secret;
import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.CompareContent;
import io.mooring.backup.rebuild.RebuildDatabase;
import io.mooring.backup.rebuild.RebuildObserver;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.Spool;
import io.mooring.backup.rebuild.TargetServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Times a whole restore (manifest and signature, SHA-256 and OpenPGP's integrity code, decryption and decompression into a file,
 * {@code pg_restore --jobs}, ANALYZE, every table's content compared) against {@code gpg | zstd > file; pg_restore --jobs}, which checks
 * none of that, in turns, and prints medians and the ratio. See {@link BenchDatabase} for the environment; besides MOORING_BENCH_ADMIN and
 * _ADMIN_PASSWORD, a user who may create databases. MOORING_BENCH_ROUNDS says how often (5).
 */
public final class RestoreBench {

    private static final String OURS = "bench_ours";
    private static final String STOCK = "bench_stock";
    private static final int JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final BenchDatabase database;
    private final Path folder;
    private final StockTools tools;
    private final RebuildTarget target;
    private final Map<String, List<Duration>> parts = new java.util.LinkedHashMap<>();

    private RestoreBench(BenchDatabase database, Map<String, String> environment, Path folder) throws IOException {
        this.database = database;
        this.folder = folder;
        String admin = Objects.requireNonNull(environment.get("MOORING_BENCH_ADMIN"), "set MOORING_BENCH_ADMIN");
        String password = environment.getOrDefault("MOORING_BENCH_ADMIN_PASSWORD", "");
        this.target =
                new RebuildTarget(database.source().host(), database.source().port(), admin, Secret.of(password));
        Map<String, String> forTools = new HashMap<>(database.forLibpq());
        forTools.put("PGUSER", admin);
        forTools.put("PGPASSWORD", password);
        forTools.put("PGDATABASE", "postgres");
        forTools.putAll(BenchKeys.environment(folder));
        this.tools = new StockTools(forTools, folder);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = BenchFolder.create();
        int rounds = Integer.parseInt(System.getenv().getOrDefault("MOORING_BENCH_ROUNDS", "5"));
        new RestoreBench(BenchDatabase.of(System.getenv()), System.getenv(), folder).run(rounds, System.out);
    }

    private void run(int rounds, PrintStream out) throws Exception {
        BenchKeys keys = BenchKeys.make(folder, tools);
        DirectoryLocation location = new DirectoryLocation("disk", Files.createDirectory(folder.resolve("disk")), 0);
        Manifest manifest = backup(location, keys);
        DecryptionKey key = keys.decryption();
        List<Duration> ours = new ArrayList<>();
        List<Duration> stock = new ArrayList<>();
        restore(location, key, keys.signers());
        parts.clear();
        for (int round = 1; round <= rounds; round++) {
            stock.add(tools.time(
                    "for part in disk/bench/run/data.*.pgp; do gpg --batch --quiet --decrypt $part; done | zstd -q -d -c > dump"
                            + " && createdb -T template0 " + STOCK + " && pg_restore --jobs=" + JOBS
                            + " --exit-on-error --dbname=" + STOCK + " dump"));
            tools.run("dropdb " + STOCK + " && rm dump");
            ours.add(restore(location, key, keys.signers()));
        }
        out.printf(
                "database: %,d tables, %,d MiB as pg_dump writes it, stored %,d MiB; pg_restore --jobs=%d%n",
                manifest.tables().size(),
                manifest.data().sourceBytes() >> 20,
                manifest.data().storedBytes() >> 20,
                JOBS);
        line(out, "mooring restore, whole", ours);
        parts.forEach((part, times) -> line(out, "  of this: " + part, times));
        line(out, "gpg | zstd > file, pg_restore -j", stock);
        double ratio = (double) BackupPipelineBench.median(ours).toNanos()
                / BackupPipelineBench.median(stock).toNanos();
        out.printf("time against stock tools: %.2f (goal at most 1.20)%n", ratio);
    }

    private Manifest backup(DirectoryLocation location, BenchKeys keys) throws Exception {
        BackupJob job = new BackupJob(
                "run", "bench", "bench", database.source(), List.of(location), keys.recipients(), keys.signer(), 1);
        return new TakeBackup(PipelineSettings.standard(), InstantSource.system())
                .take(job, new BackupPipelineBench.Silent())
                .manifest();
    }

    private Duration restore(DirectoryLocation location, DecryptionKey key, TrustedSigners signers) throws Exception {
        long start = System.nanoTime();
        StoredBackup backup = StoredBackup.open(location, "bench", "run", signers);
        Spool spool = new Spool(folder.resolve("spool"), backup, key, 2, 0);
        Path dump = spool.fill(bytes -> {});
        long fetched = part("fetch, decrypt, check", start);
        new RebuildDatabase(
                        target,
                        new RebuildSettings(JOBS, PipelineSettings.standard().postgresFolders()))
                .rebuild(dump, OURS, "UTF8", List.of(), RebuildObserver.silent());
        long loaded = part("pg_restore, ANALYZE", fetched);
        var found = new CompareContent(target, 2)
                .all(OURS, Objects.requireNonNull(backup.manifest().content()), done -> {});
        part("compare the content", loaded);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (!found.isEmpty()) {
            throw new IllegalStateException("restored something else: " + found);
        }
        spool.remove();
        new TargetServer(target).drop(OURS);
        return took;
    }

    private long part(String name, long since) {
        long now = System.nanoTime();
        parts.computeIfAbsent(name, any -> new ArrayList<>()).add(Duration.ofNanos(now - since));
        return now;
    }

    private static void line(PrintStream out, String what, List<Duration> times) {
        out.printf(
                "%-36s median %7.2f s%n",
                what, BackupPipelineBench.median(times).toNanos() / 1e9);
    }
}
