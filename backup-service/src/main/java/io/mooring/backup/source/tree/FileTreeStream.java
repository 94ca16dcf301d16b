package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.source.FileTreeSource;
import io.mooring.backup.source.ObjectWriter;
import io.mooring.backup.source.OpenSource.ForRun;
import io.mooring.backup.source.SourceFacts;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.SourceFault;
import io.mooring.backup.source.SourceStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A folder, of which what no run of the chain stored yet is written. */
public final class FileTreeStream implements SourceStream {

    private final FileTreeSource source;
    private final KnownTrees known;
    private final ForRun run;
    private final @Nullable TreeChain chain;
    private final long estimatedBytes;
    private volatile boolean cancelled;
    private Manifest.@Nullable Files counted;
    private Set<ChunkPlace> references = Set.of();

    private FileTreeStream(
            FileTreeSource source, KnownTrees known, ForRun run, @Nullable TreeChain chain, long estimatedBytes) {
        this.source = source;
        this.known = known;
        this.run = run;
        this.chain = chain;
        this.estimatedBytes = estimatedBytes;
    }

    /** Decides what to build on and looks how much there is to read. */
    public static FileTreeStream open(FileTreeSource source, KnownTrees known, ForRun run)
            throws SourceFailure, InterruptedException {
        TreeChain chain = ContinueChain.of(source, known, run).orElse(null);
        EstimateTree estimate = new EstimateTree(previous(known, chain));
        Thread asking = Thread.currentThread();
        try {
            walk(source, estimate, asking::isInterrupted);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an estimate writes nothing", impossible);
        }
        return new FileTreeStream(source, known, run, chain, estimate.bytes());
    }

    @Override
    public long estimatedBytes() {
        return estimatedBytes;
    }

    @Override
    public void writeTo(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException {
        known.begin(run.runId(), run.planId(), chainId(), run.startedAt(), run.recipients());
        StoreChunks chunks = new StoreChunks(known, run.runId(), chainId(), writer);
        NextIndex index = new NextIndex(known, run.runId());
        try (DescribeTree tree = new DescribeTree()) {
            BackUpTree backUp = new BackUpTree(previous(known, chain), chunks, index, tree, run.startedAt());
            walk(source, backUp, () -> cancelled);
            chunks.finish();
            index.finish();
            tree.writeTo(writer);
            counted = backUp.counted();
            references = chunks.references();
        }
    }

    private static void walk(FileTreeSource source, TreeVisitor visitor, BooleanSupplier stop)
            throws SourceFailure, IOException, InterruptedException {
        WalkTree walk = new WalkTree(new Excludes(source.exclude()), source.oneFileSystem(), stop);
        try (OpenFolder root = OpenFolder.root(source.root())) {
            walk.walk(root, visitor);
        } catch (PosixFailure unreadable) {
            throw new SourceFailure(
                    SourceFault.UNREADABLE,
                    "The folder " + source.root() + " could not be read: " + unreadable.getMessage() + ".",
                    "Check that it is there, mounted, and that backup-service may read it.",
                    unreadable);
        }
    }

    private static PreviousTree previous(KnownTrees known, @Nullable TreeChain chain) {
        return new PreviousTree(known, chain == null ? null : chain.newestRun());
    }

    private String chainId() {
        return chain == null ? run.runId() : chain.chainId();
    }

    @Override
    public SourceFacts facts() {
        List<Manifest.Reference> former = referenced();
        Manifest.Files files = Objects.requireNonNull(counted, "nothing was written");
        return new SourceFacts(
                new ManifestSource.Tree(
                        source.kind().word(), host(), source.root().toString(), run.startedAt()),
                null,
                null,
                files,
                null,
                chain == null ? null : chain.chainId(),
                former,
                RestoreTree.commands(former, Objects.requireNonNull(files.attributes())),
                RestoreTree.notes(former));
    }

    private List<Manifest.Reference> referenced() {
        Map<ChunkPlace, StoredTreeObject> stored = Optional.ofNullable(chain).stream()
                .flatMap(going -> going.objects().stream())
                .collect(
                        Collectors.toMap(object -> new ChunkPlace(object.runId(), object.name()), Function.identity()));
        return references.stream()
                .map(place -> Objects.requireNonNull(stored.get(place), "a chunk's object is not in the chain"))
                .map(object -> new Manifest.Reference(object.runId(), object.name(), object.bytes(), object.sha256()))
                .sorted(Comparator.comparing(Manifest.Reference::runId).thenComparing(Manifest.Reference::name))
                .toList();
    }

    @Override
    public void prepareNext(List<Manifest.Chunk> objects) {
        known.noteObjects(
                run.runId(),
                objects.stream()
                        .map(object ->
                                new StoredTreeObject(run.runId(), object.name(), object.bytes(), object.sha256()))
                        .toList());
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {}

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException unknown) {
            return "unknown";
        }
    }
}
