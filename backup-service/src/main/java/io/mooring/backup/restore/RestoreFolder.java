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
import io.mooring.backup.run.BackupRuns;
import io.mooring.platform.events.BlockingBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Restores a file tree in a hidden folder beside the wanted one, compares it with the manifest, and only then gives it the name that is wanted.
 * Tar runs as ourselves, so that it may give files to their owners; it gets an empty folder and leaves it nowhere.
 */
@Component
final class RestoreFolder implements CarryOutRestore {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARALLEL = 2;
    private static final String OTHER = "Restore another backup. Nothing is at the wanted place.";

    private final BackupRuns runs;
    private final OpenBackup openBackup;
    private final BackupSettings settings;

    RestoreFolder(BackupRuns runs, OpenBackup openBackup, BackupSettings settings) {
        this.runs = runs;
        this.openBackup = openBackup;
        this.settings = settings;
    }

    @Override
    public boolean does(RestoreRequest request) {
        return request.targetKind() == RestoreTargetKind.FOLDER;
    }

    @Override
    public @Nullable String carryOut(RunningRestore running) throws RestoreStopped, InterruptedException {
        FolderTarget target = FolderTarget.of(
                running.now().request().targetName(), settings.restore().folders());
        try {
            Switching made = running.now().switching();
            if (made == null || made.newOid() == null) {
                made = make(running, target);
            }
            running.meter().phase(RestorePhase.SWITCHING);
            PlaceFolder.give(Path.of(made.working()), Objects.requireNonNull(made.newOid()), target);
            letGo(running, made);
            return null;
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        } catch (ReadFailure failure) {
            throw RestoreStopped.by(failure);
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while restoring a folder");
            }
            throw FolderTarget.unusable(target.parent(), failure);
        }
    }

    @Override
    public boolean isDone(Restore restore) throws RestoreStopped {
        Switching made = restore.switching();
        Long number = made == null ? null : made.newOid();
        boolean done = number != null
                && PlaceFolder.isAt(
                        FolderTarget.of(
                                        restore.request().targetName(),
                                        settings.restore().folders())
                                .path(),
                        number);
        if (done) {
            // Who was stopped after the renaming may not have come to it.
            cleanUp(restore);
        }
        return done;
    }

    @Override
    public void cleanUp(Restore restore) throws RestoreStopped {
        Switching made = restore.switching();
        if (made == null || !FolderTarget.isWorking(Path.of(made.working()), restore.id())) {
            return;
        }
        try {
            UnpackTree.remove(Path.of(made.working()));
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    private Switching make(RunningRestore running, FolderTarget target)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        target.requireFree();
        RestoreRequest request = running.now().request();
        StoredBackup backup = openBackup.of(run(request.runId()), running.now().locationId());
        running.save(now -> now.reading(backup.location().id()));
        Manifest.Files expected = RestorableTree.of(backup);
        Path working = target.working(running.now().id());
        // Written down before it is made, and whatever a former owner left of it is of no use.
        running.save(now -> now.making(new Switching(working.toString(), null, null, null)));
        UnpackTree.remove(working);
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
        PlaceFolder.flush(tree.restored());
        Switching made = new Switching(working.toString(), PlaceFolder.number(tree.restored()), null, null);
        List<String> remarks = new ArrayList<>(RestorableTree.remarks(expected));
        Vouching.remark(backup).ifPresent(remarks::add);
        running.save(now -> now.making(made).remarking(remarks));
        return made;
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

    /** The tree is where it was wanted: what cannot be removed does not make that untrue. */
    private static void letGo(RunningRestore running, Switching made) {
        try {
            UnpackTree.remove(Path.of(made.working()));
        } catch (RebuildFailure left) {
            running.save(now -> now.remarking(List.of("Something is left behind: " + left.getMessage())));
        }
    }

    private BackupRun run(String id) throws RestoreStopped {
        BackupRun run = BlockingBridge.await(runs.find(id), PATIENCE);
        if (run == null) {
            throw new RestoreStopped(
                    "unknown-run", "The run " + id + " is not known any more.", "Choose another backup.");
        }
        return run;
    }
}
