package io.mooring.notifier.alert;

import java.util.Collection;
import reactor.core.publisher.Mono;

/** What a person does at once about many alerts, such as all that one message is about. */
public interface ActOnManyAlerts {

    /** So many at most at once: whoever raises alerts waits meanwhile. */
    int AT_ONCE = 500;

    /** What is done to each. */
    enum Deed {
        ACKNOWLEDGE,
        UNACKNOWLEDGE,
        RESOLVE
    }

    /**
     * Does it to those that are still open, in the caller's transaction or one of its own; those that are over keep nobody from
     * acting on the others. All keys are taken before anything else, so a caller that holds something already must not hold
     * anything that comes after them.
     *
     * @return how many were open, with those to which there was nothing to do
     */
    Mono<Long> act(Deed deed, Collection<Alert> alerts, String by, Alert.Via via);
}
