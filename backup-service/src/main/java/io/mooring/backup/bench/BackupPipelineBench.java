package io.mooring.backup.bench;

import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.pipeline.BackupFailure;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.CopyProgress;
import io.mooring.backup.pipeline.Phase;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.pipeline.RunObserver;
import io.mooring.backup.pipeline.TakeBackup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times a whole backup (dump, content hashes, zstd, OpenPGP to two keys, a folder on disk, fsync, manifest) against {@code pg_dump
 * -Fc} to /dev/null and against {@code pg_dump -Z9} piped into {@code gpg --symmetric}, in turns, and prints medians and ratios.
 * Keys are made before, and a first backup warms Java and the server's cache up; how long that took is printed too.
 * Needs pg_dump and gpg on the path; see {@link BenchDatabase} for the environment. MOORING_BENCH_ROUNDS says how often (5).
 */
public final class BackupPipelineBench {

    private static final String PG_DUMP = "pg_dump -Fc > /dev/null";
    private static final String PG_DUMP_RAW = "pg_dump -Fc -Z0 > /dev/null";
    private static final String PG_DUMP_GPG =
            "pg_dump -Fc -Z9 | gpg --batch --quiet --pinentry-mode loopback --passphrase bench --symmetric > /dev/null";

    /** As in backup-service.yml. */
    private static final int USUAL_LEVEL = 1;

    private final BenchDatabase database;
    private final Path folder;
    private final StockTools tools;
    private final List<Recipient> recipients;

    private BackupPipelineBench(BenchDatabase database, Path folder)
            throws IOException, InterruptedException, KeyUnusable {
        this.database = database;
        this.folder = folder;
        Map<String, String> environment = new HashMap<>(database.forLibpq());
        environment.putAll(BenchKeys.environment(folder));
        this.tools = new StockTools(environment, folder);
        this.recipients = BenchKeys.make(folder, tools).recipients();
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = BenchFolder.create();
        int rounds = Integer.parseInt(System.getenv().getOrDefault("MOORING_BENCH_ROUNDS", "5"));
        new BackupPipelineBench(BenchDatabase.of(System.getenv()), folder).run(rounds, System.out);
    }

    private void run(int rounds, PrintStream out) throws Exception {
        List<Duration> ours = new ArrayList<>();
        List<Duration> dump = new ArrayList<>();
        List<Duration> raw = new ArrayList<>();
        List<Duration> gpg = new ArrayList<>();
        long cold = System.nanoTime();
        Manifest manifest = backup();
        cold = System.nanoTime() - cold;
        for (int round = 1; round <= rounds; round++) {
            dump.add(tools.time(PG_DUMP));
            long start = System.nanoTime();
            manifest = backup();
            ours.add(Duration.ofNanos(System.nanoTime() - start));
            raw.add(tools.time(PG_DUMP_RAW));
            gpg.add(tools.time(PG_DUMP_GPG));
        }
        machine(out, manifest);
        out.printf("mooring backup, the first of a fresh Java  %7.2f s (not counted below)%n", cold / 1e9);
        line(out, "mooring backup, whole", ours, manifest, dump);
        line(out, PG_DUMP, dump, manifest, dump);
        line(out, PG_DUMP_RAW, raw, manifest, dump);
        line(out, "pg_dump -Fc -Z9 | gpg --symmetric", gpg, manifest, dump);
        out.printf("speed against pg_dump -Fc alone: %.2f (goal 0.90)%n", ratio(dump, ours));
        out.printf("speed against pg_dump -Z9 | gpg: %.2f (goal 5.00)%n", ratio(gpg, ours));
    }

    private Manifest backup() throws IOException, BackupFailure, InterruptedException {
        Path target = Files.createTempDirectory(folder, "location");
        BackupJob job = new BackupJob(
                "run",
                "bench",
                "bench",
                database.source(),
                List.of(new DirectoryLocation("disk", target, 0)),
                recipients,
                null,
                USUAL_LEVEL);
        try {
            return new TakeBackup(PipelineSettings.standard(), InstantSource.system())
                    .take(job, new Silent())
                    .manifest();
        } finally {
            BenchFolder.remove(target);
        }
    }

    private void machine(PrintStream out, Manifest manifest) throws IOException, InterruptedException {
        out.println("machine: "
                + tools.run("grep -m1 'model name' /proc/cpuinfo | cut -d: -f2-; uname -sr")
                        .replace('\n', ',') + ", " + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version());
        ManifestSource.Database source = (ManifestSource.Database) manifest.source();
        out.printf(
                "database: %s, %,d tables, %,d MiB as pg_dump writes it, stored %,d MiB; %s; server %s%n",
                source.database(),
                manifest.tables().size(),
                manifest.data().sourceBytes() >> 20,
                manifest.data().storedBytes() >> 20,
                manifest.tools().pgDump(),
                source.serverVersion());
    }

    private static void line(
            PrintStream out, String what, List<Duration> times, Manifest manifest, List<Duration> reference) {
        double seconds = median(times).toNanos() / 1e9;
        out.printf(
                "%-36s median %7.2f s (%.2f to %.2f) %7.1f MiB/s  ratio %.2f%n",
                what,
                seconds,
                times.stream().min(Comparator.naturalOrder()).orElseThrow().toNanos() / 1e9,
                times.stream().max(Comparator.naturalOrder()).orElseThrow().toNanos() / 1e9,
                manifest.data().sourceBytes() / 1048576.0 / seconds,
                ratio(reference, times));
    }

    private static double ratio(List<Duration> reference, List<Duration> times) {
        return (double) median(reference).toNanos() / median(times).toNanos();
    }

    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** Nobody watches. */
    static final class Silent implements RunObserver {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void estimated(long sourceBytes) {}

        @Override
        public void progress(long sourceBytes, long storedBytes) {}

        @Override
        public void copy(CopyProgress copy) {}
    }
}
