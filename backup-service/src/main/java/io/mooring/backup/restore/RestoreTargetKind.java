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
    /** A whole server's data folder, recovered with stored WAL. */
    NEW_CLUSTER;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its name is a path on the host that restores. */
    boolean isFolder() {
        return switch (this) {
            case FOLDER, NEW_CLUSTER -> true;
            case NEW_DATABASE, LIVE_DATABASE -> false;
        };
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
