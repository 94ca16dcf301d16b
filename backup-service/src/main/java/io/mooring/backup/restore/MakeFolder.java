package io.mooring.backup.restore;

import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.run.BackupRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes what is to be restored of one kind of backup, in a folder that nobody looks into. */
interface MakeFolder {

    RestoreTargetKind kind();

    /**
     * Blocking. Begins anew each time.
     *
     * @param target where it will be, for its disk
     * @param working does not exist yet
     */
    Made make(RunningRestore running, BackupRun run, FolderTarget target, Path working)
            throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException;

    /**
     * Whole and compared.
     *
     * @param folder {@link PlaceFolder#RESTORED} in the working one
     * @param remarks in whole sentences
     */
    record Made(Path folder, List<String> remarks) {

        public Made {
            remarks = List.copyOf(remarks);
        }
    }
}
