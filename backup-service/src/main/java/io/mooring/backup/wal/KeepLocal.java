package io.mooring.backup.wal;

import io.mooring.backup.job.JobControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Keeps what lies here small: removes what is stored everywhere, and what is stored somewhere when there is too much. One thread. */
final class KeepLocal {

    private final WalTask task;
    private final WalFolder folder;
    private final Backlog backlog;
    private final WalRows rows;
    private final JobControl control;

    KeepLocal(WalTask task, WalFolder folder, Backlog backlog, WalRows rows, JobControl control) {
        this.task = task;
        this.folder = folder;
        this.backlog = backlog;
        this.rows = rows;
        this.control = control;
    }

    /** Whether there is room for more, if need be without what one location at least has already. */
    boolean makeRoom() throws IOException {
        if (folder.bytes() <= task.keepBytes()) {
            return true;
        }
        for (WalObject object : backlog.objects()) {
            if (!backlog.storedAt(object).isEmpty()) {
                Files.deleteIfExists(folder.sealed(object.name()));
                if (folder.bytes() <= task.keepBytes()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Removes what needs nobody any more; what no location ever got and has been superseded is forgotten. */
    void sweep() throws IOException {
        Set<String> needed = new HashSet<>();
        backlog.objects().stream()
                .filter(object -> !backlog.storedAt(object).containsAll(task.locationIds()))
                .forEach(object -> needed.add(object.name()));
        for (Path file : folder.sealedFiles()) {
            String name = file.getFileName().toString();
            if (!needed.contains(name)) {
                if (WalObject.partialBytes(name).isPresent()) {
                    control.record(rows.forget(task.planId(), name).thenReturn(true));
                }
                Files.deleteIfExists(file);
            }
        }
    }
}
