package io.mooring.notifier.alert;

import io.mooring.notifier.alert.Alert.Acknowledgement;
import io.mooring.notifier.alert.Alert.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The same alert a step further; an {@link IllegalStateException} when its state does not allow the step. */
record AlertChanges(Alert from) {

    Alert acknowledged(Acknowledgement acknowledgement) {
        return become(AlertState.ACKNOWLEDGED, from.flapping(), from.endsAt(), acknowledgement, null);
    }

    Alert firing() {
        return become(AlertState.FIRING, from.flapping(), from.endsAt(), null, null);
    }

    Alert ended(Ending ending) {
        return become(AlertState.RESOLVED, from.flapping(), null, from.acknowledgement(), ending);
    }

    /** Its end is waited for; it changes for people only when it begins to flap. */
    Alert flapping(Instant hold) {
        int revision = from.flapping() ? from.revision() : from.revision() + 1;
        return with(from.state(), revision, true, hold, from.acknowledgement(), null);
    }

    /** Nothing but the words that it has already. */
    Alert retold() {
        return with(from.state(), from.revision() + 1, from.flapping(), from.endsAt(), from.acknowledgement(), null);
    }

    private Alert become(
            AlertState next,
            boolean flapping,
            @Nullable Instant endsAt,
            @Nullable Acknowledgement acknowledgement,
            @Nullable Ending ending) {
        if (!from.state().mayBecome(next)) {
            throw new IllegalStateException("An alert that is " + from.state() + " cannot become " + next);
        }
        return with(next, from.revision() + 1, flapping, endsAt, acknowledgement, ending);
    }

    private Alert with(
            AlertState state,
            int revision,
            boolean flapping,
            @Nullable Instant endsAt,
            @Nullable Acknowledgement acknowledgement,
            @Nullable Ending ending) {
        return new Alert(
                from.id(),
                from.key(),
                state,
                revision,
                from.severity(),
                from.words(),
                from.labels(),
                from.origin(),
                from.startedAt(),
                from.raisedAt(),
                from.heardAt(),
                from.reports(),
                flapping,
                endsAt,
                acknowledgement,
                ending);
    }
}
