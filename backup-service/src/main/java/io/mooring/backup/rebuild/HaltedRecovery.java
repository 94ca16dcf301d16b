package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a recovering server stays, as its log tells, which is in English since lc_messages is C. */
final class HaltedRecovery implements AutoCloseable {

    /** Of recoveryStopsBefore and recoveryStopsAfter in xlogrecovery.c. */
    private static final Pattern AT_TARGET = Pattern.compile("recovery stopping (?:before|after) ");

    /**
     * Of RecoveryRequiresIntParameter in xlogrecovery.c: its source was given more than it has. A server that answers already stays there and
     * says so as a warning; one that does not yet, or is older than version 14, ends.
     */
    private static final Pattern TOO_SMALL = Pattern.compile("insufficient parameter settings"
            + "|is a lower setting than on the (?:primary|master)|If recovery is unpaused, the server will shut down");

    private final GrowingLog log;
    private boolean atTarget;
    private boolean tooSmall;

    HaltedRecovery(Path log) throws IOException {
        this.log = new GrowingLog(log);
    }

    /** Whether it has come to its target. */
    boolean isAtTarget() throws IOException {
        log.readOn(this::read);
        return atTarget;
    }

    /** Whether it goes no further because its source has more connections, locks or the like. */
    boolean isTooSmall() throws IOException {
        log.readOn(this::read);
        return tooSmall;
    }

    private void read(String line) {
        atTarget = atTarget || AT_TARGET.matcher(line).find();
        tooSmall = tooSmall || TOO_SMALL.matcher(line).find();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
