package io.mooring.backup.bench;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times the backup of a tree of files of which a hundredth has changed since the one before (walk, content-defined chunks, zstd,
 * OpenPGP to two keys, a folder on disk, fsync, signed manifest, what is known in PostgreSQL) against {@code restic backup} and
 * against {@code tar | zstd | gpg} of the whole, by turns, and prints times, stored bytes and ratios. Then the newest run is
 * restored and compared with the tree byte by byte: a difference fails the benchmark. Needs gpg, tar and zstd on the path, an
 * empty database as {@link BenchDatabase} has it, and takes {@link IncrementalOptions} from the environment.
 */
public final class IncrementalBench {

    /** The tree, our copies, restic's, tar's, and twice the tree for the restore, with some changes. */
    private static final double SPACE = 6.5;
    /** A file that changed so shortly before a run is read once more by the next one. */
    private static final Duration SETTLES = Duration.ofMillis(3100);

    private static final String TAR =
            "tar --create tree | zstd --quiet -1 -T0 | gpg --batch --quiet --trust-model always --compress-algo none"
                    + " --recipient " + BenchKeys.OPERATIONS + " --recipient " + BenchKeys.ESCROW
                    + " --encrypt > whole/tree.tar.zst.pgp && sync whole/tree.tar.zst.pgp";

    private final IncrementalOptions options;
    private final Path folder;
    private final StockTools tools;
    private final BenchTree tree;
    private final TreeBackups backups;
    private final @Nullable Restic restic;
    private final IncrementalFigures figures;
    private final List<Manifest> manifests = new ArrayList<>();

    IncrementalBench(IncrementalOptions options, KnownInDatabase known, Path folder) throws Exception {
        this.options = options;
        this.folder = folder;
        BenchFolder.requireFree(folder, (long) (options.bytes() * SPACE));
        this.tools = new StockTools(BenchKeys.environment(folder), folder);
        Path root = Files.createDirectory(folder.resolve("tree"));
        this.tree = new BenchTree(root, options.bytes(), options.seed());
        Files.createDirectory(folder.resolve("whole"));
        Path disk = Files.createDirectory(folder.resolve("disk"));
        this.backups = new TreeBackups(root, known.trees(), disk, BenchKeys.make(folder, tools));
        this.restic = Restic.create(options.restic(), tools, folder).orElse(null);
        this.figures = IncrementalFigures.of(restic != null);
    }

    public static void main(String[] arguments) throws Exception {
        BenchFailure.inWords();
        Path folder = BenchFolder.create();
        try (KnownInDatabase known =
                new KnownInDatabase(BenchDatabase.of(System.getenv()).source())) {
            new IncrementalBench(IncrementalOptions.of(System.getenv()), known, folder).run(System.out);
        }
    }

    void run(PrintStream out) throws Exception {
        tree.fill();
        long bytes = BenchFolder.bytes(tree.root());
        setting(out, bytes);
        backUp(figures.full(), figures.resticFull());
        for (int round = 1; round <= options.rounds(); round++) {
            BenchTree.Changed changed = tree.change();
            out.printf(
                    "round %d: %,d files changed, %.2f MiB%n",
                    round, changed.files(), Figures.mebibytes(changed.bytes()));
            backUp(figures.ours(), figures.resticNext());
        }
        Duration restored = restore();
        figures.print(out, bytes, manifests.getLast());
        out.printf(
                "restored the newest of %d runs in %.2f s: %,d files, each the same byte by byte%n",
                manifests.size(), restored.toNanos() / 1e9, tree.files());
    }

    private void backUp(Figures mooring, Figures reference) throws Exception {
        tools.run("sync");
        Thread.sleep(SETTLES);
        mooring.add(this::ours, () -> BenchFolder.bytes(folder.resolve("disk")));
        if (restic != null) {
            reference.add(() -> restic.backUp(tree.root()), restic::stored);
        }
        figures.whole().add(() -> tools.time(TAR), () -> BenchFolder.bytes(folder.resolve("whole")));
        Files.delete(folder.resolve("whole/tree.tar.zst.pgp"));
    }

    private Duration ours() throws Exception {
        long start = System.nanoTime();
        Manifest manifest = backups.take();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        boolean incremental = manifest.run().chainId() != null;
        if (incremental == manifests.isEmpty()) {
            throw new IllegalStateException("run " + manifest.run().id() + (incremental ? " is not full" : " is full"));
        }
        manifests.add(manifest);
        return took;
    }

    private Duration restore() throws Exception {
        long start = System.nanoTime();
        Path restored = backups.restore(folder.resolve("restored"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        options.restored().accept(restored);
        Optional<String> difference = CompareTrees.difference(tree.root(), restored);
        if (difference.isPresent()) {
            throw new IllegalStateException("what was restored is not what was backed up: " + difference.get());
        }
        return took;
    }

    private void setting(PrintStream out, long bytes) throws IOException, InterruptedException {
        out.printf(
                "tree: %,d files, %,.0f MiB, seed %d, in the page cache as far as that reaches; what is known in PostgreSQL%n",
                tree.files(), Figures.mebibytes(bytes), options.seed());
        out.println(tools.run("gpg --version | head -n 1; zstd --version; tar --version | head -n 1")
                .replace('\n', ','));
        out.println(
                restic == null
                        ? "restic is not installed ('apt-get install restic'): measured without it"
                        : tools.run(options.restic() + " version"));
    }
}
