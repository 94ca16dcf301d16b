package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.CountListing;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.Tool;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.rebuild.UnpackTree;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import io.mooring.backup.source.tree.OddArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file tree or a configuration into a folder that is thrown away, with stock tar as the manifest's commands have it. Every piece of content
 * bears its SHA-256 as its name, and what came back is counted and compared with the manifest.
 */
final class TestTreeBackup implements TestRestore {

    /** The pieces, and the tree made of them. */
    private static final double SPACE_FOR_BYTE = 2.1;

    private final ThrowawaySettings throwaway;
    private final Consumer<Path> beforeComparing;

    TestTreeBackup(ThrowawaySettings throwaway) {
        this(throwaway, pieces -> {});
    }

    /** @param beforeComparing for tests: what happens to the pieces after unpacking */
    TestTreeBackup(ThrowawaySettings throwaway, Consumer<Path> beforeComparing) {
        this.throwaway = throwaway;
        this.beforeComparing = beforeComparing;
    }

    @Override
    public boolean canTest(ManifestSource source) {
        return source instanceof ManifestSource.Tree;
    }

    @Override
    public TestOutcome test(StoredBackup backup, DecryptionKey key, Stopwatch stopwatch) throws InterruptedException {
        Manifest.Files expected = Objects.requireNonNull(backup.manifest().files());
        try {
            FreeSpace.require(
                    throwaway.parent(), Math.round(expected.bytes() * SPACE_FOR_BYTE), throwaway.spareBytes());
            try (ThrowawayFolder folder = ThrowawayFolder.create(throwaway.parent())) {
                UnpackTree.prepare(folder.path());
                UnprivilegedAccount account = UnprivilegedAccount.owning(folder.path());
                try {
                    return restore(backup, key, folder.path(), account, stopwatch);
                } finally {
                    letGo(account, folder.path());
                }
            }
        } catch (ServerUnavailable failure) {
            return TestOutcome.unknown(String.valueOf(failure.getMessage()), failure.remedy());
        } catch (ReadFailure failure) {
            return TestOutcome.unreadable(failure);
        } catch (IOException failure) {
            return TestOutcome.unknown(
                    "The folder " + throwaway.parent() + " could not be used: " + failure.getMessage(),
                    "Check backup.verification.folder and its disk.");
        }
    }

    private TestOutcome restore(
            StoredBackup backup, DecryptionKey key, Path folder, UnprivilegedAccount account, Stopwatch stopwatch)
            throws ReadFailure, IOException, InterruptedException {
        List<StoredChunk> objects = EveryObject.of(backup);
        Finding present = Finding.passed(AllOf.objects(objects.size()) + ", counting those of former runs, "
                + AllOf.was(objects.size()) + " read; size and SHA-256 are those of the manifest.");
        UnpackTree tree = new UnpackTree(folder, account.prefix(), 1);
        Said unpacked = stopwatch.<Said, ReadFailure, IOException>restoring(
                "Fetch, decrypt and unpack", () -> tree.fetch(backup, objects, key, bytes -> {}));
        if (!unpacked.good()) {
            return TestOutcome.notRestorable(present, "tar does not unpack it: " + unpacked.words(), OTHER);
        }
        beforeComparing.accept(tree.pieces());
        Optional<String> wrong =
                stopwatch.<Optional<String>, ReadFailure, IOException>step("Compare pieces", tree::firstWrongPiece);
        Said joined = stopwatch.<Said, ReadFailure, IOException>restoring("Put together", () -> tree.join(false));
        if (!joined.good()) {
            return TestOutcome.notRestorable(present, "The tree cannot be put together: " + joined.words(), OTHER);
        }
        Optional<String> otherwise = wrong.isPresent() ? wrong : wrongAttributes(tree, backup.manifest());
        return compare(present, otherwise, tree.listing(), backup.manifest());
    }

    /** In the archive: who restores for a test may not set most of them, and what may be set depends on the folder's file system. */
    private static Optional<String> wrongAttributes(UnpackTree tree, Manifest manifest)
            throws ReadFailure, IOException, InterruptedException {
        Manifest.Attributes expected = Objects.requireNonNull(manifest.files()).attributes();
        if (expected == null || expected.values() == 0) {
            return Optional.empty();
        }
        try {
            Manifest.Attributes found = tree.attributes();
            return found.isSameAs(expected)
                    ? Optional.empty()
                    : Optional.of("The extended attributes and ACLs are not those that were backed up: " + found.words()
                            + " instead of " + expected.words() + ".");
        } catch (OddArchive odd) {
            return Optional.of("The extended attributes and ACLs cannot be told: " + odd.getMessage() + ".");
        }
    }

    private static String attributes(Manifest.@Nullable Attributes attributes) {
        return attributes == null || attributes.values() == 0
                ? ""
                : " So are its " + attributes.values()
                        + " extended attributes and ACLs, which are in the archive and were not set here.";
    }

    private static final String OTHER = "Use another backup, and take a new one now; keep this one for a look.";

    private static TestOutcome compare(Finding present, Optional<String> wrong, CountListing found, Manifest manifest) {
        Manifest.Files expected = Objects.requireNonNull(manifest.files());
        Finding restorable = Finding.passed("It was decrypted, unpacked and put together with stock tar.");
        boolean counts = found.is(expected);
        Finding intact = wrong.map(Finding::failed)
                .orElseGet(() -> counts
                        ? Finding.passed("Every piece has the SHA-256 that it had, and there are " + found.words()
                                + " as in the manifest." + attributes(expected.attributes()))
                        : Finding.failed(
                                "There are " + found.words() + " instead of " + CountListing.words(expected) + "."));
        return new TestOutcome(
                present,
                restorable,
                intact,
                Math.toIntExact(Math.min(Integer.MAX_VALUE, found.files())),
                List.of(),
                wrong.isPresent() || !counts ? OTHER : null);
    }

    private static Said run(UnprivilegedAccount account, Path folder, String log, List<String> command)
            throws IOException, InterruptedException {
        try (Tool tool = Tool.start(account.prefix(), folder, folder.resolve(log), Map.of(), command)) {
            return tool.end();
        }
    }

    /** The tree may have folders that even their owner cannot enter. */
    private static void letGo(UnprivilegedAccount account, Path folder) throws InterruptedException {
        try {
            run(account, folder, "chmod.log", List.of("chmod", "-R", "u+rwX", "restored"));
        } catch (IOException left) {
            // Removing the folder then says what is left.
        }
    }
}
