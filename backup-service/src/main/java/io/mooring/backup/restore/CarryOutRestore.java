package io.mooring.backup.restore;

import org.jspecify.annotations.Nullable;

/** The work of restores of one kind of target. Blocking; whatever was done by an owner who died is found out and gone on with. */
interface CarryOutRestore {

    boolean does(RestoreRequest request);

    /** @return name under which what was replaced is kept; null when nothing was replaced */
    @Nullable
    String carryOut(RunningRestore running) throws RestoreStopped, InterruptedException;

    /** Whether what was wanted is there, although its owner was stopped before it could say so. */
    boolean isDone(Restore restore) throws RestoreStopped;

    /** Removes what an unfinished restore left. */
    void cleanUp(Restore restore) throws RestoreStopped;
}
