package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.slack.SlackAction.Subject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants done.
 *
 * @param id of an alert, or of a conversation about several
 * @param at when the person said so: nobody means what is raised later
 * @param calledBefore when set, only alerts are meant for which people were called before, in the database's time: nothing else
 *     was seen where the person answered
 */
record Wish(
        Deed deed,
        Subject subject,
        UUID id,
        String by,
        Alert.Via via,
        Instant at,
        @Nullable Instant calledBefore) {

    Wish(Deed deed, Subject subject, UUID id, String by, Alert.Via via, Instant at) {
        this(deed, subject, id, by, via, at, null);
    }
}
