package io.mooring.backup.rebuild;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.source.tree.RestoreAttributes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a file tree made a tree again, in a folder of its own: {@code pieces} holds what its objects unpack to, {@code restored} what
 * stock tar makes of these joined, as the manifest's commands have it. Blocking. Tar gets everything from us, so it ends when we are killed.
 */
public final class UnpackTree {

    private static final String PIECES = "pieces";
    private static final String RESTORED = "restored";
    private static final String LISTING = "listing";

    private final Path folder;
    private final List<String> runAs;
    private final int parallel;

    /**
     * @param folder nobody else's, and no symbolic link
     * @param runAs goes before tar: as whom it runs; empty for ourselves
     * @param parallel objects at a time
     */
    public UnpackTree(Path folder, List<String> runAs, int parallel) {
        this.folder = folder;
        this.runAs = List.copyOf(runAs);
        this.parallel = parallel;
    }

    /** Makes the empty folders that the others fill. */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectory(folder.resolve(PIECES));
        Files.createDirectory(folder.resolve(RESTORED));
    }

    public Path pieces() {
        return folder.resolve(PIECES);
    }

    public Path restored() {
        return folder.resolve(RESTORED);
    }

    /**
     * Fetches, decrypts and unpacks every object; all of it is proven then.
     *
     * @param bytes told how many bytes of content were unpacked; goes back when an object must be read again
     * @return not good when tar does not take an object, or the object holds what is no piece of a tree
     */
    public Said fetch(StoredBackup backup, List<StoredChunk> objects, DecryptionKey key, LongConsumer bytes)
            throws ReadFailure, IOException, InterruptedException {
        UnpackObject unpack = new UnpackObject(backup, key, folder, runAs, pieces(), bytes);
        List<Callable<@Nullable Void>> work = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            StoredChunk object = objects.get(i);
            String incoming = "incoming-" + i;
            work.add(() -> unpack.unpack(object, incoming));
        }
        try {
            share(parallel, work);
            return new Said(true, "");
        } catch (ToolRefused refused) {
            return new Said(false, String.valueOf(refused.getMessage()));
        }
    }

    /** What is wrong with the first piece that is not what its name says; empty when all are. */
    public Optional<String> firstWrongPiece() throws ReadFailure, IOException, InterruptedException {
        AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());
        alone(() -> {
            found.set(ComparePieces.firstWrong(pieces()));
            return null;
        });
        return found.get();
    }

    /**
     * Puts the tree together.
     *
     * @param asItWas with modes as they were, and owners too where we may give files away; else as the process' own
     */
    public Said join(boolean asItWas) throws ReadFailure, IOException, InterruptedException {
        List<String> command = List.of(
                "tar",
                "--extract",
                "-vv",
                "--numeric-owner",
                "--quoting-style=escape",
                asItWas ? "--same-permissions" : "--no-same-owner",
                "--directory=" + RESTORED);
        AtomicReference<Said> ended = new AtomicReference<>();
        alone(() -> {
            try (Tool tar = Tool.start(runAs, folder, folder.resolve(LISTING), folder.resolve("complaints"), command)) {
                ended.set(feed(tar));
            }
            return null;
        });
        return ended.get();
    }

    /** What the archive holds of extended attributes and ACLs; tar has set none of them. */
    public Manifest.Attributes attributes() throws ReadFailure, IOException, InterruptedException {
        AtomicReference<Manifest.Attributes> found = new AtomicReference<>();
        alone(() -> {
            try (JoinedPieces archive = new JoinedPieces(pieces())) {
                found.set(RestoreAttributes.counted(archive));
            }
            return null;
        });
        return found.get();
    }

    /** Gives what tar brought back its extended attributes and ACLs, as far as we may. */
    public RestoreAttributes.Restored giveAttributes() throws ReadFailure, IOException, InterruptedException {
        AtomicReference<RestoreAttributes.Restored> given = new AtomicReference<>();
        alone(() -> {
            try (JoinedPieces archive = new JoinedPieces(pieces())) {
                given.set(RestoreAttributes.of(archive, restored()));
            }
            return null;
        });
        return given.get();
    }

    /** What tar said that it brought back. */
    public CountListing listing() throws IOException {
        return CountListing.of(folder.resolve(LISTING));
    }

    /** Removes a folder with all that is in it, whatever that is; links are removed, not followed. Not interruptible. */
    public static void remove(Path folder) throws RebuildFailure {
        try {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                run("rm", "--recursive", "--force", "--one-file-system", "--", folder.toString());
            }
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                // Not root, and there are folders that even their owner may not change.
                run("chmod", "--recursive", "u+rwX", "--", folder.toString());
                run("rm", "--recursive", "--force", "--one-file-system", "--", folder.toString());
            }
        } catch (IOException failure) {
            throw left(folder, failure);
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw left(folder, null);
        }
    }

    private Said feed(Tool tar) throws IOException, InterruptedException {
        @Nullable IOException broken = null;
        try (OutputStream in = tar.input();
                PieceNames names = new PieceNames(
                        Files.newInputStream(pieces().resolve(PieceNames.LIST), LinkOption.NOFOLLOW_LINKS))) {
            for (String name = names.next(); name != null; name = names.next()) {
                Files.copy(pieces().resolve(name), in);
            }
        } catch (NoSuchFileException missing) {
            return new Said(false, "The piece " + pieces().relativize(Path.of(missing.getFile())) + " is missing.");
        } catch (ToolRefused odd) {
            return new Said(false, String.valueOf(odd.getMessage()));
        } catch (IOException ended) {
            broken = ended;
        }
        Said said = tar.end();
        if (said.good() && broken != null) {
            throw broken;
        }
        return said;
    }

    private static void alone(Callable<@Nullable Void> work) throws ReadFailure, IOException, InterruptedException {
        share(1, List.of(work));
    }

    /** On threads of their own: what computes must not hold a virtual thread's carrier. */
    private static void share(int threads, List<Callable<@Nullable Void>> work)
            throws ReadFailure, IOException, InterruptedException {
        try {
            Workers.share("tree", threads, work);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case ReadFailure failure -> throw failure;
                case IOException failure -> throw failure;
                case UncheckedIOException failure -> throw failure.getCause();
                case InterruptedException stopped -> throw stopped;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("unpacking broke", failed.getCause());
            }
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().join();
    }

    private static RebuildFailure left(Path folder, @Nullable IOException failure) {
        return new RebuildFailure(
                RebuildFault.SPOOL_FAILED,
                "The folder " + folder + ", which holds decrypted data, cannot be removed.",
                "Remove it by hand.",
                failure);
    }
}
