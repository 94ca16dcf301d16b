package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.CountListing;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.Tool.Said;
import io.mooring.backup.rebuild.UnpackTree;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.source.tree.OddArchive;
import io.mooring.backup.source.tree.RestoreAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a file tree of a backup and compares it with the manifest. Tar runs as ourselves, so that it may give files to their owners. */
@Component
final class MakeTree implements MakeFolder {

    private static final int PARALLEL = 2;
    private static final String OTHER = "Restore another backup. Nothing is at the wanted place.";

    private final OpenBackup openBackup;
    private final BackupSettings settings;

    MakeTree(OpenBackup openBackup, BackupSettings settings) {
        this.openBackup = openBackup;
        this.settings = settings;
    }

    @Override
    public RestoreTargetKind kind() {
        return RestoreTargetKind.FOLDER;
    }

    @Override
    public Made make(RunningRestore running, BackupRun run, FolderTarget target, Path working)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        StoredBackup backup = openBackup.of(run, running.now().locationId());
        running.save(now -> now.reading(backup.location().id()));
        Manifest.Files expected = RestorableTree.of(backup);
        Long content = openBackup.contentBytes(backup);
        target.requireSpace(
                RestorableTree.space(expected, content),
                settings.restore().reserve().toBytes());
        Files.createDirectory(
                working, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        UnpackTree.prepare(working);
        UnpackTree tree = new UnpackTree(working, List.of(), PARALLEL);
        unpack(running.meter(), tree, backup, content);
        compare(tree, expected);
        List<String> remarks = new ArrayList<>(RestorableTree.remarks(expected));
        remarks.addAll(giveAttributes(tree, expected.attributes()));
        Vouching.remark(backup).ifPresent(remarks::add);
        return new Made(tree.restored(), remarks);
    }

    private void unpack(RestoreMeter meter, UnpackTree tree, StoredBackup backup, @Nullable Long content)
            throws RestoreStopped, ReadFailure, IOException, InterruptedException {
        meter.phase(RestorePhase.FETCHING);
        if (content != null) {
            meter.totalBytes(content);
        }
        require(tree.fetch(backup, EveryObject.of(backup), openBackup.key(), meter::bytes), "unpacked");
        meter.phase(RestorePhase.COMPARING);
        Optional<String> wrong = tree.firstWrongPiece();
        if (wrong.isPresent()) {
            throw new RestoreStopped("content-differs", wrong.get(), OTHER);
        }
        meter.phase(RestorePhase.LOADING);
        require(tree.join(true), "put together");
        meter.phase(RestorePhase.COMPARING);
    }

    /** @return in words, which ones we could not give back: that is no reason to keep the files from whoever needs them */
    private static List<String> giveAttributes(UnpackTree tree, Manifest.@Nullable Attributes expected)
            throws RestoreStopped, ReadFailure, IOException, InterruptedException {
        if (expected == null || expected.values() == 0) {
            return List.of();
        }
        RestoreAttributes.Restored given;
        try {
            given = tree.giveAttributes();
        } catch (OddArchive odd) {
            throw new RestoreStopped(
                    "content-differs", "What came back is not understood: " + odd.getMessage() + ".", OTHER);
        }
        if (!given.found().isSameAs(expected)) {
            throw new RestoreStopped(
                    "content-differs",
                    "The extended attributes and ACLs in it are not those that were backed up: "
                            + given.found().words() + " instead of " + expected.words() + ".",
                    OTHER);
        }
        return given.refused();
    }

    private static void require(Said said, String act) throws RestoreStopped {
        if (!said.good()) {
            throw new RestoreStopped("restore-failed", "The tree cannot be " + act + ": " + said.words() + ".", OTHER);
        }
    }

    private static void compare(UnpackTree tree, Manifest.Files expected) throws RestoreStopped {
        CountListing found;
        try {
            found = tree.listing();
        } catch (IOException odd) {
            throw new RestoreStopped("content-differs", "What came back is not understood: " + odd.getMessage(), OTHER);
        }
        if (!found.is(expected)) {
            throw new RestoreStopped(
                    "content-differs",
                    "There are " + found.words() + " instead of " + CountListing.words(expected) + ".",
                    OTHER);
        }
    }
}
