package io.mooring.backup.bench;

import io.mooring.backup.key.Secret;
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
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.verify.StartingServer;
import io.mooring.backup.verify.ThrowawayPostgres;
import io.mooring.backup.verify.ThrowawaySettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Times restores of one backup, in turns, and prints medians and ratios.
 *
 * <ul>
 *   <li>A whole restore into the server (manifest and signature, SHA-256 and OpenPGP's integrity code, decryption and decompression into a
 *       file, {@code pg_restore --jobs}, ANALYZE, every table's content compared) against {@code gpg | zstd > file; pg_restore --jobs}, which
 *       checks none of that.
 *   <li>A whole restore test: the same into a server that is made for it and thrown away, from {@code initdb} to the removed folder;
 *       against the same commands into the server, and into such a throwaway server that is up already.
 * </ul>
 *
 * See {@link BenchDatabase} for the environment; besides MOORING_BENCH_ADMIN and _ADMIN_PASSWORD, a user who may create databases.
 * MOORING_BENCH_ROUNDS says how often (5).
 */
public final class RestoreBench {

    private static final int JOBS = Math.min(4, Runtime.getRuntime().availableProcessors());
    private static final RebuildSettings REBUILD =
            new RebuildSettings(JOBS, PipelineSettings.standard().postgresFolders());

    private final BenchDatabase database;
    private final Path folder;
    private final RebuildTarget server;
    private final StockTools tools;
    private final Map<String, List<Duration>> times = new LinkedHashMap<>();

    private RestoreBench(BenchDatabase database, Map<String, String> environment, Path folder) {
        this.database = database;
        this.folder = folder;
        String admin = Objects.requireNonNull(environment.get("MOORING_BENCH_ADMIN"), "set MOORING_BENCH_ADMIN");
        String password = environment.getOrDefault("MOORING_BENCH_ADMIN_PASSWORD", "");
        this.server =
                new RebuildTarget(database.source().host(), database.source().port(), admin, Secret.of(password));
        this.tools = stock(server);
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
        // The first is slower in a fresh Java, and is not counted.
        restore("warm-up", () -> server, location, keys);
        times.clear();
        for (int round = 1; round <= rounds; round++) {
            stock("stock", server, "");
            restore("restore", () -> server, location, keys);
            stockIntoThrowaway();
            restoreTest(location, keys);
        }
        out.printf(
                "database: %,d tables, %,d MiB as pg_dump writes it, stored %,d MiB; pg_restore --jobs=%d; %d rounds%n",
                manifest.tables().size(),
                manifest.data().sourceBytes() >> 20,
                manifest.data().storedBytes() >> 20,
                JOBS,
                rounds);
        times.forEach((what, taken) -> out.printf(
                "%-48s median %7.2f s%n",
                what, BackupPipelineBench.median(taken).toNanos() / 1e9));
        out.printf("restore against stock tools: %.2f%n", ratio("restore", "stock"));
        out.printf("restore test against stock tools: %.2f (goal at most 1.20)%n", ratio("restore test", "stock"));
        out.printf(
                "restore test against stock tools into such a server: %.2f%n",
                ratio("restore test", "stock, throwaway server"));
    }

    private double ratio(String ours, String reference) {
        return (double) BackupPipelineBench.median(taken(ours)).toNanos()
                / BackupPipelineBench.median(taken(reference)).toNanos();
    }

    private List<Duration> taken(String what) {
        return Objects.requireNonNull(times.get(what));
    }

    private Manifest backup(DirectoryLocation location, BenchKeys keys) throws Exception {
        BackupJob job = new BackupJob(
                "run", "bench", "bench", database.source(), List.of(location), keys.recipients(), keys.signer(), 1);
        return new TakeBackup(PipelineSettings.standard(), InstantSource.system())
                .take(job, new BackupPipelineBench.Silent())
                .manifest();
    }

    private void stock(String what, RebuildTarget target, String options) throws Exception {
        StockTools stock = stock(target);
        Duration took = stock.time(
                "for part in disk/bench/run/data.*.pgp; do gpg --batch --quiet --decrypt $part; done | zstd -q -d -c > dump"
                        + " && createdb -T template0 bench_stock && pg_restore --jobs=" + JOBS
                        + options + " --exit-on-error --dbname=bench_stock dump");
        taken(what, took);
        stock.run("dropdb bench_stock && rm dump");
    }

    private void stockIntoThrowaway() throws Exception {
        try (StartingServer starting = starting()) {
            // Nobody's roles are there, and ours leaves the owners out too.
            stock("stock, throwaway server", target(starting.await()), " --no-owner --no-privileges");
        }
    }

    private void restoreTest(DirectoryLocation location, BenchKeys keys) throws Exception {
        long start = System.nanoTime();
        try (StartingServer starting = starting()) {
            restore("restore test: restore", () -> target(starting.await()), location, keys);
        }
        part("restore test", start);
    }

    private void restore(String what, Callable<RebuildTarget> when, DirectoryLocation location, BenchKeys keys)
            throws Exception {
        long start = System.nanoTime();
        StoredBackup backup = StoredBackup.open(location, "bench", "run", keys.signers());
        Spool spool = new Spool(folder.resolve("spool"), backup, keys.decryption(), JOBS, 0);
        Path dump = spool.fill(bytes -> {});
        long read = part(what + ": fetch, decrypt, check", start);
        RebuildTarget target = when.call();
        long fetched = part(what + ": wait for the server", read);
        long[] loaded = {fetched};
        new RebuildDatabase(target, REBUILD).rebuild(dump, "bench_ours", "UTF8", List.of(), new RebuildObserver() {
            @Override
            public void step(Step step) {
                if (step == Step.ANALYZING) {
                    loaded[0] = part(what + ": pg_restore", fetched);
                }
            }

            @Override
            public void entries(long done, long total) {
                // Not printed.
            }
        });
        long analyzed = part(what + ": ANALYZE", loaded[0]);
        var found = new CompareContent(target, JOBS)
                .all("bench_ours", Objects.requireNonNull(backup.manifest().content()), done -> {});
        part(what + ": compare the content", analyzed);
        if (!found.isEmpty()) {
            throw new IllegalStateException("restored something else: " + found);
        }
        part(what, start);
        spool.remove();
        new TargetServer(target).drop("bench_ours");
    }

    private long part(String what, long since) {
        long now = System.nanoTime();
        taken(what, Duration.ofNanos(now - since));
        return now;
    }

    private void taken(String what, Duration took) {
        times.computeIfAbsent(what, any -> new ArrayList<>()).add(took);
    }

    private StartingServer starting() throws Exception {
        ThrowawaySettings settings =
                new ThrowawaySettings(folder, PipelineSettings.standard().postgresFolders(), Duration.ofMinutes(1), 0);
        return ThrowawayPostgres.begin(settings, new TargetServer(server).major(), 0);
    }

    private static RebuildTarget target(ThrowawayPostgres throwaway) {
        PostgresSource admin = throwaway.database("postgres");
        return new RebuildTarget(admin.host(), admin.port(), admin.user(), admin.password());
    }

    private StockTools stock(RebuildTarget target) {
        Map<String, String> environment = new HashMap<>(BenchKeys.environment(folder));
        environment.put("PGHOST", target.host());
        environment.put("PGPORT", Integer.toString(target.port()));
        environment.put("PGUSER", target.user());
        environment.put("PGPASSWORD", target.password().reveal());
        environment.put("PGDATABASE", "postgres");
        return new StockTools(environment, folder);
    }
}
