package io.mooring.backup.run;

/** The run is another's by now, or over: what its former owner found out no longer counts. */
final class LeaseLost extends RuntimeException {

    LeaseLost(String runId) {
        super("the run " + runId + " was taken over or ended meanwhile", null, false, false);
    }
}
