package io.mooring.notifier.pagerduty;

import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Operation;
import java.util.Locale;

/** What an event does to the alert of its key. */
enum Action {
    /** Opens an incident, or adds to the one that is open. */
    TRIGGER,
    /** Somebody has it: PagerDuty stops calling. */
    ACKNOWLEDGE,
    /** It is over. Dropped by PagerDuty when nothing is open. */
    RESOLVE,
    /**
     * Nothing is sent. A trigger for an incident that a person has closed at PagerDuty opens another one and calls people,
     * and an update may call nobody; the Events API cannot be asked whether the incident still is open.
     */
    NONE;

    static Action of(Envelope envelope) {
        if (envelope.operation() == Operation.CLOSE) {
            return RESOLVE;
        }
        return switch (envelope.message().status()) {
            case RESOLVED -> RESOLVE;
            // Nobody is woken for what somebody has; handed back, or graver, it calls in another conversation.
            case ACKNOWLEDGED -> envelope.reference() == null ? NONE : ACKNOWLEDGE;
            case FIRING, NEWS, NOTICE -> envelope.operation() == Operation.UPDATE ? NONE : TRIGGER;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
