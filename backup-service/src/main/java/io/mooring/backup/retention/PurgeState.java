package io.mooring.backup.retention;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a purge stands.
 *
 * <pre>
 * awaiting-approval ──▶ deleting ──▶ completed
 *        │                 └───────▶ failed      what was noted as let go is still deleted, by each prune
 *        ├──▶ refused
 *        ├──▶ expired    nobody decided in time
 *        └──▶ cancelled
 * </pre>
 */
enum PurgeState {
    AWAITING_APPROVAL,
    DELETING,
    COMPLETED,
    FAILED,
    REFUSED,
    EXPIRED,
    CANCELLED;

    /** The states that may follow. */
    Set<PurgeState> next() {
        return switch (this) {
            case AWAITING_APPROVAL -> EnumSet.of(DELETING, REFUSED, EXPIRED, CANCELLED);
            case DELETING -> EnumSet.of(COMPLETED, FAILED);
            case COMPLETED, FAILED, REFUSED, EXPIRED, CANCELLED -> EnumSet.noneOf(PurgeState.class);
        };
    }

    boolean isOver() {
        return next().isEmpty();
    }

    PurgeState to(PurgeState following) {
        if (!next().contains(following)) {
            throw new IllegalStateException("a purge that is " + word() + " does not become " + following.word());
        }
        return following;
    }

    /** As the API and the database spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PurgeState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(PurgeState::word).collect(Collectors.joining(", "));
    }
}
