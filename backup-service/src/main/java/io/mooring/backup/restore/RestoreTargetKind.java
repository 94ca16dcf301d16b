package io.mooring.backup.restore;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a restore makes. */
public enum RestoreTargetKind {
    NEW_DATABASE,
    /** Replaces a database that is in use, or puts single tables beside its own. */
    LIVE_DATABASE,
    FOLDER,
    NEW_CLUSTER;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether another person must agree. */
    public boolean needsApproval() {
        return switch (this) {
            case LIVE_DATABASE -> true;
            case NEW_DATABASE, FOLDER, NEW_CLUSTER -> false;
        };
    }

    static Optional<RestoreTargetKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
