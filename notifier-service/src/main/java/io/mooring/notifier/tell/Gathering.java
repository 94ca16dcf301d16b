package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that one destination is told together.
 *
 * @param groupKey what they have in common; a storm takes all
 * @param gravest the gravest severity it ever held
 * @param joinedAt when the latest alert came in
 * @param uncalled how many came in since people were last called
 * @param callAt when those are told loudly; null when there are none
 * @param conversation null until the first word was said
 */
record Gathering(
        UUID id,
        String destination,
        String groupKey,
        boolean storm,
        Severity gravest,
        Instant openedAt,
        Instant joinedAt,
        int members,
        int uncalled,
        @Nullable Instant callAt,
        @Nullable UUID conversation) {

    static final String STORM = "storm";

    String subject() {
        return "alerts/" + id;
    }

    static Gathering open(UUID id, String destination, String groupKey, boolean storm, Severity severity, Instant now) {
        return new Gathering(id, destination, groupKey, storm, severity, now, now, 1, 0, null, null);
    }

    Gathering joinedBy(Severity severity, Instant now, Instant callAgain) {
        return new Gathering(
                id,
                destination,
                groupKey,
                storm,
                severity.isGraverThan(gravest) ? severity : gravest,
                openedAt,
                now,
                members + 1,
                uncalled + 1,
                callAt == null ? callAgain : callAt,
                conversation);
    }

    Gathering called() {
        return new Gathering(
                id, destination, groupKey, storm, gravest, openedAt, joinedAt, members, 0, null, conversation);
    }
}
