package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.LeftoverServer;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.UnpackTree;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.platform.events.BlockingBridge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Restores into a hidden folder beside the wanted one, and only what is whole and was compared gets the name that is wanted.
 */
@Component
final class RestoreFolder implements CarryOutRestore {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreFolder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BackupRuns runs;
    private final List<MakeFolder> makers;
    private final BackupSettings settings;

    RestoreFolder(BackupRuns runs, List<MakeFolder> makers, BackupSettings settings) {
        this.runs = runs;
        this.makers = makers;
        this.settings = settings;
    }

    @Override
    public boolean does(RestoreRequest request) {
        return maker(request).isPresent();
    }

    @Override
    public @Nullable String carryOut(RunningRestore running) throws RestoreStopped, InterruptedException {
        try {
            return restore(running);
        } catch (InterruptedException | JobLost stopped) {
            dropHalf(running.now());
            throw stopped;
        }
    }

    private @Nullable String restore(RunningRestore running) throws RestoreStopped, InterruptedException {
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
            remove(Path.of(made.working()));
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    private Switching make(RunningRestore running, FolderTarget target)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException {
        target.requireFree();
        String id = running.now().id();
        Path working = target.working(id, Long.toString(System.nanoTime(), Character.MAX_RADIX));
        // Written down before it is made, and whatever former owners left is of no use.
        running.save(now -> now.making(new Switching(working.toString(), null, null, null)));
        for (Path left : target.leftOf(id, working)) {
            remove(left);
        }
        RestoreRequest request = running.now().request();
        MakeFolder.Made made = maker(request).orElseThrow().make(running, run(request.runId()), target, working);
        PlaceFolder.flush(made.folder());
        Switching whole = new Switching(working.toString(), PlaceFolder.number(made.folder()), null, null);
        running.save(now -> now.making(whole).remarking(made.remarks()));
        return whole;
    }

    /** Whoever goes on begins anew, and cannot be asked to wait for us: what is half made goes at once. */
    private static void dropHalf(Restore restore) {
        Switching made = restore.switching();
        if (made == null || made.newOid() != null || !FolderTarget.isWorking(Path.of(made.working()), restore.id())) {
            return;
        }
        try {
            remove(Path.of(made.working()));
        } catch (RebuildFailure left) {
            LOG.warn("The restore {} leaves something behind for whoever goes on: {}", restore.id(), left.getMessage());
        }
    }

    private Optional<MakeFolder> maker(RestoreRequest request) {
        return makers.stream()
                .filter(maker -> maker.kind() == request.targetKind())
                .findFirst();
    }

    /** Whatever a killed owner left there, a server that still runs on it included. */
    private static void remove(Path working) throws RebuildFailure {
        LeftoverServer.end(working.resolve(PlaceFolder.RESTORED));
        UnpackTree.remove(working);
    }

    /** What was restored is where it was wanted: what cannot be removed does not make that untrue. */
    private static void letGo(RunningRestore running, Switching made) {
        try {
            remove(Path.of(made.working()));
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
