package io.mooring.notifier.tell;

import io.mooring.notifier.message.Destination;
import java.util.Optional;
import java.util.Set;

/** What there is to know about destinations before anything is said there. */
interface Places {

    Optional<Destination> named(String name);

    /** All that settings name. */
    Set<String> names();

    /** False for one that lacks its settings: nothing could be sent there. */
    boolean isConfigured(Destination destination);
}
